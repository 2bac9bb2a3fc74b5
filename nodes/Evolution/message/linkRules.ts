import type { AnswerRule, Verdict } from '../../shared/contract/verdict';

/**
 * On the link to a file, which the server downloads before it sends. The status of the other server
 * becomes that of the answer, so that a 401 or a 404 is not about the key or the address.
 */
const linkFailed: Verdict = {
	outcome: 'notSent',
	evidence: { recording: 'v2.3.7-phone-line/sendWhatsAppAudio-linkRefused.json' },
	code: 'file-unreachable',
	reason: 'The Evolution server could not download the file of this message',
	whatToDo:
		'Check that the link works from that server, without a login, or take the file from n8n.',
	field: 'mediaLink',
};

/** With the name of the error in front and a 400, it may come from after sending, as of a transcription. */
const LINK_REFUSED = /^Request failed with status code \d{3}$/;

const NO_LINK =
	/^(AxiosError: |Error: )?(Request failed with status code |connect E[A-Z]+|getaddrinfo E[A-Z_]+|Failed to fetch stream from |timeout of \d+ms exceeded)/;

/**
 * For messages that carry a file: on any other, the same words tell of another connection that broke, and
 * nobody knows whether before or after it was sent.
 */
export const linkRules: AnswerRule[] = [
	{ says: LINK_REFUSED, verdict: linkFailed },
	...[408, 499, 500, 501, 502, 503, 504].map((status) => ({
		status,
		says: LINK_REFUSED,
		verdict: linkFailed,
	})),
	{ status: 500, says: NO_LINK, verdict: linkFailed },
	{
		status: 400,
		says: /^TypeError: (message\.mimetype|message\['mimetype'\])\?\.startsWith is not a function$/,
		verdict: {
			outcome: 'notSent',
			evidence: { recording: 'v2.3.7/sendMedia-url-query.cloud.json' },
			code: 'wrong-file-type',
			reason: 'The Evolution server could not tell the type of the file by its link',
			whatToDo:
				'Use a link that ends with the extension of the file, such as https://example.com/photo.jpg, or take the file from n8n.',
			field: 'mediaLink',
		},
	},
];
