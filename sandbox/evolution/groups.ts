/** The groups that a connected phone is in. */
interface Group {
	id: string;
	subject: string;
	description?: string;
	/** Whether only admins may write. */
	announce: boolean;
	/** Who is in it, the owner first. */
	members: string[];
}

const person = (digits: string) => `${digits}@s.whatsapp.net`;

/** The first one is that of the recordings. */
export const GROUPS: Group[] = [
	{
		id: '120363021234567890@g.us',
		subject: 'Lab group',
		description: 'Everything about the engine',
		announce: false,
		members: [person('56912345678')],
	},
	{
		id: '120363041234567890@g.us',
		subject: 'Sales team',
		announce: true,
		members: [person('551155550000'), person('5511977770001'), person('56912345678')],
	},
];

/** A group that the phone has left. */
export const GROUP_LEFT = '120363000000000000@g.us';

/** Of a person always; the phone is taken to be in all groups but one. */
export const isMember = (remoteJid: string) => remoteJid !== GROUP_LEFT;

export const groupOf = (remoteJid: string): Group | undefined =>
	GROUPS.find(({ id }) => id === remoteJid);

const CREATED = 1718000000;

/** An entry of `fetchAllGroups`. */
export function listedGroup(
	{ id, subject, description, announce, members }: Group,
	{ communities, participants }: { communities: boolean; participants: boolean },
): object {
	const [owner] = members;
	return {
		id,
		subject,
		subjectOwner: owner,
		subjectTime: CREATED,
		pictureUrl: null,
		size: members.length,
		creation: CREATED,
		owner,
		desc: description,
		descId: description && '3EB04919E7A45FDAB1BE',
		restrict: false,
		announce,
		...(communities && { isCommunity: false, isCommunityAnnounce: false }),
		...(participants && {
			participants: members.map((member) => ({
				id: member,
				admin: member === owner ? 'superadmin' : null,
			})),
		}),
	};
}
