/**
 * Names of one label, those that are kept for local networks (RFC 6761, 6762 with its appendix G, 8375,
 * 9476), and those of hosts files and of clusters.
 */
const LOCAL_NAME =
	/^[^.]*$|(^|\.)(localhost|local|localdomain[46]?|internal|intranet|private|corp|home|lan|svc|home\.arpa)$/;

/** Source: IANA's registry of special-purpose IPv4 addresses. */
const LOCAL_RANGES: ReadonlyArray<readonly [address: string, bits: number]> = [
	['0.0.0.0', 8],
	['10.0.0.0', 8],
	['100.64.0.0', 10],
	['127.0.0.0', 8],
	['169.254.0.0', 16],
	['172.16.0.0', 12],
	['192.0.0.0', 24],
	['192.168.0.0', 16],
	['198.18.0.0', 15],
	['224.0.0.0', 3],
];

const numberOf = (address: string) =>
	address.split('.').reduce((number, part) => number * 256 + Number(part), 0);

const isLocalIpv4 = (address: string) =>
	LOCAL_RANGES.some(([first, bits]) => {
		const size = 2 ** (32 - bits);
		return Math.floor(numberOf(address) / size) === numberOf(first) / size;
	});

/** Global unicast is 2000::/3; within it, Teredo and 6to4 carry an IPv4 address, which may be any. */
function isLocalIpv6(address: string): boolean {
	const [first, second] = address.split(':');
	const group = parseInt(first || '0', 16);
	const isTunnel = group === 0x2002 || (group === 0x2001 && parseInt(second || '0', 16) === 0);
	return group < 0x2000 || group > 0x3fff || isTunnel;
}

/**
 * Whether an address leads out of the local network, as it is written: a name is not resolved.
 * `URL` has brought every notation of an IP address into one.
 */
export function isPublic({ hostname }: URL): boolean {
	if (hostname.startsWith('[')) return !isLocalIpv6(hostname.slice(1, -1));
	const name = hostname.replace(/\.+$/, '');
	return /^[\d.]+$/.test(name) ? !isLocalIpv4(name) : !LOCAL_NAME.test(name);
}
