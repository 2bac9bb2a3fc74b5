import type { IExecuteFunctions } from 'n8n-workflow';
import type { Operation } from '../contract/operation';
import { z } from '../lib/libraries';
import type { Hours } from '../lib/openHours';
import { isTimeZone } from '../lib/timeZones';
import { reasonOf } from '../lib/reasonOf';
import type { Explanation } from '../outcome/problem';
import { explainIssue } from './explainIssue';
import { parametersOf } from './readParameters';
import { field, isBlank, phoneNumber, quote } from './schema';

/** When messages may leave. */
export interface SendBetween {
	hours: Hours;
	/** By which the hours are read, or times are named where those of the recipient count. */
	timeZone: string;
	inCountryOfRecipient: boolean;
	outside: 'hold' | 'stop';
}

/** The options of a whole run that can be wrong, which are read at its first item. */
export interface RunOptions {
	/** "+" and digits. */
	testRecipient?: string;
	sendBetween?: SendBetween;
	/** What is wrong with one of them: then nothing is sent. */
	refusal?: Explanation & { field: string };
}

const TIME_OF_DAY = /^([01]?\d|2[0-3]):([0-5]\d)$/;

const timeOfDay = (label: string, fallback: string) =>
	field((value = fallback, refuse) => {
		const [, hour, minute] = TIME_OF_DAY.exec(String(value).trim()) ?? [];
		const whatToDo = 'Enter hours and minutes, from 00:00 to 23:59, such as 09:00.';
		if (isBlank(value)) {
			return refuse(`'${label}' of 'Send Between' is empty`, whatToDo, 'empty-field');
		}
		return hour === undefined
			? refuse(`'${label}' of 'Send Between' is not a valid time of day: ${quote(value)}`, whatToDo)
			: Number(hour) * 60 + Number(minute);
	});

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

const days = field((value = EVERY_DAY, refuse) => {
	const given = new Set([value].flat().map(Number));
	return given.size > 0 && [...given].every((day) => EVERY_DAY.includes(day))
		? given
		: refuse(
				"'Days' of 'Send Between' has no day of the week",
				'Select at least one day, or remove Days to send on all of them.',
			);
});

const timeZoneName = field((value, refuse) => {
	const name = String(value ?? '').trim();
	return name !== '' && isTimeZone(name)
		? name
		: refuse(
				`'Time Zone Name' of 'Send Between' is not a valid time zone: ${quote(value)}`,
				'Enter a name from the IANA list, such as America/Santiago.',
			);
});

const sendBetween = z
	.object({
		from: timeOfDay('From', '09:00'),
		to: timeOfDay('To', '18:00'),
		days,
		timeZone: z.discriminatedUnion('is', [
			z.object({ is: z.literal('workflow'), name: z.string() }),
			z.object({ is: z.literal('recipientCountry'), name: z.string() }),
			z.object({ is: z.literal('custom'), name: timeZoneName }),
		]),
		outside: z.enum(['hold', 'stop']),
	})
	.transform(
		({ from, to, days, timeZone, outside }): SendBetween => ({
			hours: { from, to, days },
			timeZone: timeZone.name,
			inCountryOfRecipient: timeZone.is === 'recipientCountry',
			outside,
		}),
	);

const runOptions = z.object({
	testRecipient: phoneNumber('Test Recipient').optional(),
	sendBetween: sendBetween.optional(),
});

/** n8n leaves out the fields that nobody touched. */
function readSendBetween(node: IExecuteFunctions) {
	const option = node.getNodeParameter('options.sendBetween', 0, null) as {
		hours?: Record<string, unknown>;
	} | null;
	if (option === null) return undefined;
	const {
		from,
		to,
		days,
		timeZone = 'workflow',
		timeZoneName,
		outside = 'hold',
	} = option.hours ?? {};
	const name = timeZone === 'custom' ? timeZoneName : node.getTimezone();
	return { from, to, days, timeZone: { is: timeZone, name }, outside };
}

/** @param credentialCountry the Default Country of the credential, which may read the test recipient */
export function readRunOptions<Message, Found>(
	node: IExecuteFunctions,
	operation: Operation<Message, Found>,
	credentialCountry: unknown,
): RunOptions {
	if (operation.kind === 'query') return {};
	try {
		const testRecipient: unknown = node.getNodeParameter('options.testRecipient', 0, null);
		const parsed = runOptions.safeParse({
			testRecipient:
				testRecipient === null
					? undefined
					: parametersOf(node, 0, credentialCountry).phoneOf(testRecipient),
			sendBetween: readSendBetween(node),
		});
		if (parsed.success) return parsed.data;
		const [issue] = parsed.error.issues;
		const field = String(issue.path[0]);
		return { refusal: { ...explainIssue(issue, 'invalid-field'), field } };
	} catch (error) {
		return {
			refusal: {
				code: 'invalid-expression',
				reason: `The options of this node could not be read: ${reasonOf(error)}`,
				whatToDo: 'Check the expressions in the options of this node.',
				field: 'options',
			},
		};
	}
}
