import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import type { IExecuteFunctions } from 'n8n-workflow';
import { parse } from 'yaml';
import { sendMessage as sendByAisoule } from '../../nodes/Aisoule/sendMessage';
import { sendContact } from '../../nodes/Evolution/sendContact';
import { openTicket } from '../../nodes/Vambe/openTicket';
import { sendQrMessage } from '../../nodes/Vambe/sendQrMessage';
import { updateMetadata } from '../../nodes/Vambe/updateMetadata';
import { sendMessage as sendByVobiz } from '../../nodes/Vobiz/sendMessage';
import type { Operation } from '../../nodes/shared/contract/operation';
import { isProblem } from '../../nodes/shared/outcome/problem';
import { validateItem } from '../../nodes/shared/validation/validateItem';

/**
 * Whatever stands in the parameters: the outcome is either a problem that names item and field and
 * says what to do, or a body that the provider's document allows. The documents are the sandbox's,
 * which know nothing of our schemas.
 */
const RUNS = 1000;

const anything = fc.oneof(
	fc.constantFrom('', ' ', null, undefined, 0, -1, NaN, true, [], {}, '\u0000', '🙂'.repeat(40)),
	fc.anything(),
	fc.string(),
);

/** Mostly right, or hardly any parameter set would get past its first field. */
const mostly = <Value>(right: fc.Arbitrary<Value>) =>
	fc.oneof({ arbitrary: right, weight: 30 }, { arbitrary: anything, weight: 1 });

const pick = <Value>(...values: Value[]) => mostly(fc.constantFrom(...values));

const text = mostly(
	fc.oneof(
		fc.string({ minLength: 1 }),
		fc.string({ minLength: 10, maxLength: 300 }).map((part) => part.repeat(20)),
	),
);
const phone = mostly<unknown>(
	fc.oneof(
		{
			arbitrary: fc.constantFrom<unknown>('+56912345678', '0055 11 98765-4321', 919876543210),
			weight: 4,
		},
		{ arbitrary: fc.stringMatching(/^\+?[0-9 ()-]{5,18}$/), weight: 1 },
	),
);
const link = pick('https://example.com/a.jpg', 'http://example.com/a.jpg', 'ftp://x', 'a b');
const metadata = mostly(
	fc.record(
		{
			fields: fc.array(fc.record({ key: text, value: anything }), { maxLength: 2 }),
			json: fc.array(
				fc.record({
					object: mostly(
						fc.dictionary(fc.string(), fc.jsonValue()).map((each) => JSON.stringify(each)),
					),
				}),
				{ maxLength: 2 },
			),
		},
		{ requiredKeys: [] },
	),
);
const some = (values: Record<string, fc.Arbitrary<unknown>>) =>
	fc.record(values, { requiredKeys: [] });
const options = some({
	defaultCountry: pick('CL', 'BR', ''),
	mobileDigit: pick('keep', 'add', 'remove'),
	withoutPlus: pick(true, false),
	allowedRecipients: pick('+56912345678'),
});
const components = mostly(
	fc.array(
		fc.record({
			type: fc.constantFrom('body', 'header'),
			parameters: fc.array(
				fc.record({ type: fc.constant('text'), text: fc.string({ minLength: 1 }) }),
				{
					minLength: 1,
				},
			),
		}),
	),
);
const list = (entry: fc.Arbitrary<unknown>, most: number) =>
	mostly(fc.array(entry, { maxLength: most }));

interface Subject {
	name: string;
	operation: Operation<never, never>;
	parameters: Record<string, fc.Arbitrary<unknown>>;
	/** What a look-up would have found. */
	found?: string;
	/** The sandbox's document, and the request in it. */
	document: [file: string, path: string];
}

const vambeRequest = (path: string): [string, string] => ['vambe/openapi.yaml', path];
const asOperation = (operation: unknown) => operation as Operation<never, never>;

const subjects: Subject[] = [
	{
		name: 'Vambe: open a ticket',
		operation: asOperation(openTicket),
		parameters: {
			channel: pick<unknown>('1001', 1001),
			stage: pick('stage_initial_001'),
			recipient: phone,
			firstMessage: pick('none', 'text', 'template'),
			messageText: text,
			templateId: text,
			templateVariable: text,
			aiGenerated: pick(true, false),
			additionalFields: some({
				contactName: text,
				email: mostly(fc.emailAddress()),
				contactMetadata: metadata,
				ticketMetadata: metadata,
				integrationData: metadata,
			}),
			options,
		},
		document: vambeRequest('/api/public/ticket/open/web-whatsapp/{phoneId}'),
	},
	{
		name: 'Vambe: QR message',
		operation: asOperation(sendQrMessage),
		parameters: {
			channel: pick('1001'),
			stage: pick('stage_initial_001'),
			recipient: phone,
			contactName: text,
			messageText: text,
			additionalFields: some({ metadata }),
			options,
		},
		document: vambeRequest('/api/public/web-whatsapp-message/send/{phoneId}/message'),
	},
	{
		name: 'Vambe: metadata of a ticket',
		operation: asOperation(updateMetadata),
		parameters: {
			metadataOf: fc.constant('ticket'),
			ticketBy: pick('ticketId', 'contactId', 'phone'),
			ticketId: text,
			contactId: text,
			contactPhone: phone,
			metadata,
			allowClosedTicket: pick(true, false),
			options,
		},
		document: vambeRequest('/api/public/ticket/metadata'),
	},
	{
		name: 'Vambe: metadata of a contact',
		operation: asOperation(updateMetadata),
		parameters: {
			metadataOf: pick('contact'),
			contactId: text,
			metadata,
			options,
		},
		document: vambeRequest('/api/public/contact/{aiContactId}/update-metadata'),
	},
	{
		name: 'Vobiz',
		operation: asOperation(sendByVobiz),
		parameters: {
			operation: pick('send', 'sendTemplate'),
			channel: pick('0a8f3feb-9598-47f2-8a6c-df1aeb306ae1', 'not a uuid'),
			recipient: phone,
			messageType: pick('text', 'image', 'audio', 'video', 'document', 'sticker'),
			messageText: text,
			mediaFrom: pick('link', 'id'),
			mediaLink: link,
			mediaId: text,
			caption: text,
			filename: text,
			template: pick('order_confirmation|en_US', 'a|b|c', 'a'),
			variablesAs: pick('fields', 'json'),
			templateVariables: mostly(
				fc.record({
					value: some({ body_1: text, header_image: link, button_0_url: text, odd: text }),
				}),
			),
			componentsJson: components,
			additionalFields: some({ wabaId: pick('123456789012345'), category: pick('UTILITY') }),
			options,
		},
		found: '123456789012345',
		document: ['vobiz/openapi.yaml', '/messages'],
	},
	{
		name: 'AIsoule',
		operation: asOperation(sendByAisoule),
		parameters: {
			operation: pick('send', 'sendTemplate', 'sendInteractive'),
			recipient: phone,
			messageType: pick('text', 'image', 'video', 'document', 'audio'),
			messageText: text,
			mediaLink: link,
			caption: text,
			filename: text,
			templateName: text,
			language: pick('en'),
			variablesAs: pick('fields', 'json'),
			templateVariables: some({
				header: list(
					fc.record({
						kind: pick('text', 'image', 'document', 'location'),
						value: fc.oneof(text, link, fc.constant('-33.4489, -70.6693')),
						address: text,
					}),
					2,
				),
				body: list(fc.record({ value: text }), 3),
				button: list(
					fc.record({
						kind: pick('url', 'copy_code', 'one_time_code', 'quick_reply'),
						number: pick(1, 2),
						value: text,
					}),
					2,
				),
			}),
			componentsJson: components,
			interactiveType: pick('button', 'list', 'json'),
			bodyText: text,
			buttons: some({ button: list(fc.record({ id: text, title: text }), 4) }),
			listButton: text,
			sections: some({
				section: list(
					fc.record({
						title: text,
						rows: some({
							row: list(fc.record({ id: text, title: text, description: text }), 11),
						}),
					}),
					3,
				),
			}),
			interactiveFields: some({
				headerType: pick('text', 'image'),
				headerText: text,
				headerLink: link,
				footer: text,
			}),
			interactiveJson: mostly(
				fc.record({
					type: fc.constant('button'),
					body: fc.record({ text }),
					action: fc.record({
						buttons: list(
							fc.record({
								type: fc.constant('reply'),
								reply: fc.record({ id: text, title: text }),
							}),
							4,
						),
					}),
				}),
			),
			additionalFields: some({ whatsappAccount: text }),
			options,
		},
		document: ['aisoule/openapi.yaml', '/api/messages/send'],
	},
	...(['v1', 'v2'] as const).map(
		(version): Subject => ({
			name: `Evolution ${version}`,
			operation: asOperation(sendContact),
			parameters: {
				instance: text,
				recipient: fc.oneof(phone, pick('120363021234567890@g.us')),
				contacts: some({
					contact: list(
						fc.record({
							fullName: text,
							phoneNumber: phone,
							additional: some({ email: text, organization: text, url: text, wuid: phone }),
						}),
						3,
					),
				}),
				apiVersion: fc.constant('auto'),
				additionalFields: some({
					delay: pick(0, 1200),
					presence: pick('composing', 'paused'),
				}),
				options,
			},
			found: version,
			document: [`evolution/openapi-${version}.yaml`, '/message/sendContact/{instance}'],
		}),
	),
];

function validatorOf([file, path]: Subject['document']) {
	const ajv = new Ajv({ strict: false });
	addFormats(ajv);
	const document = parse(
		readFileSync(join(__dirname, '..', '..', 'sandbox', file), 'utf8'),
	) as object;
	ajv.addSchema(document, 'document');
	const steps = ['paths', path, 'post', 'requestBody', 'content', 'application/json', 'schema'];
	const pointer = steps.map((step) => step.replaceAll('~', '~0').replaceAll('/', '~1')).join('/');
	return ajv.compile({ $ref: `document#/${encodeURI(pointer)}` });
}

const nodeWith = (parameters: Record<string, unknown>) =>
	({
		getNodeParameter: (name: string, _item: number, fallback: unknown) => {
			const [parameter, ...path] = name.split('.');
			if (!(parameter in parameters)) return fallback;
			return path.reduce<unknown>(
				(inner, key) => (inner as Record<string, unknown> | undefined)?.[key],
				parameters[parameter],
			);
		},
		getMode: () => 'trigger',
		getNode: () => ({ type: 'node', parameters }),
	}) as unknown as IExecuteFunctions;

test.each(subjects)('$name', ({ operation, parameters, found, document }) => {
	const validate = validatorOf(document);
	let sent = 0;
	fc.assert(
		fc.property(fc.record(parameters), (given) => {
			const entry = validateItem(nodeWith(given), operation, 3, undefined, new Set());
			if (isProblem(entry)) {
				expect(entry).toMatchObject({ outcome: 'notSent', item: 3, httpStatus: null });
				expect(entry.field).toMatch(/^items\[3\]/);
				expect(entry.reason).not.toMatch(/undefined|\[object|^\s*$/);
				expect(entry.whatToDo).toMatch(/\w.*\.$/);
				return;
			}
			sent++;
			const { body } = operation.request(entry.message, found as never);
			const allowed = validate(JSON.parse(JSON.stringify(body)));
			expect(allowed ? [] : validate.errors).toEqual([]);
		}),
		{ numRuns: RUNS },
	);
	// Otherwise the property would say nothing about bodies.
	expect(sent).toBeGreaterThan(RUNS / 200);
});
