import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Parameters } from '../../support/n8n/parameters';
import { located } from '../../support/n8n/located';
import type { DocumentExample } from '../provider';

const ada = {
	fullName: 'Ada Lovelace',
	wuid: '5531999999999',
	phoneNumber: '+55 31 99999-9999',
	organization: 'Analytical Engines',
	email: 'ada@example.com',
	url: 'https://example.com',
};
const { fullName, phoneNumber, organization, email, url } = ada;
const contact = { fullName, phoneNumber, additional: { organization, email, url } };

const example = (
	title: string,
	version: 'v1' | 'v2',
	parameters: Parameters,
	body: object,
): DocumentExample => ({
	title,
	sender: `evolution${version.toUpperCase()}`,
	parameters: {
		operation: 'send',
		instance: located('cap', 'list'),
		recipient: '5531982968010',
		contacts: { contact: [contact] },
		apiVersion: version,
		...parameters,
	},
	request: {
		path: `/evolution-${version}/message/sendContact/cap`,
		headers: { 'content-type': 'application/json', apikey: '[hidden]' },
		body,
	},
});

/** A body with the fields of both versions, and the server that took it. */
function recorded(release: string): object {
	const folder = join(__dirname, '..', '..', 'fixtures', 'evolution', `v${release}`);
	const file = readFileSync(join(folder, 'sendContact-bothKeys.cloud.json'), 'utf8');
	return (JSON.parse(file) as { request: { body: object } }).request.body;
}

export const documents: DocumentExample[] = [
	example(
		'"Send Contact", the example with every field and both options',
		'v1',
		{ additionalFields: { delay: 123, presence: 'composing' } },
		{
			number: '5531982968010',
			options: { delay: 123, presence: 'composing' },
			contactMessage: [ada],
		},
	),
	example(
		'the request recorded on a server 1.8.6',
		'v1',
		{ additionalFields: { delay: 10 } },
		{ number: '5531982968010', contactMessage: [ada], options: { delay: 10 } },
	),
	example(
		'the request recorded on a server 2.3.6',
		'v2',
		{ additionalFields: { delay: 10 } },
		{ number: '5531982968010', contact: [ada], delay: 10 },
	),
	...(
		[
			['1.8.6', 'v1'],
			['2.3.7', 'v2'],
		] as const
	).map(([release, version]) =>
		example(
			`the body of both versions, as taken by a server ${release}`,
			version,
			{
				recipient: '56912345678',
				contacts: { contact: [{ fullName: 'A', phoneNumber: '+56 9 1234 5678' }] },
				apiVersion: 'auto',
				additionalFields: { delay: 5 },
			},
			recorded(release),
		),
	),
];
