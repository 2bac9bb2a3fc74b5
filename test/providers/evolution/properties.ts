import fc from 'fast-check';
import { sendContact } from '../../../nodes/Evolution/sendContact';
import { list, options, phone, pick, some, text } from '../arbitraries';
import { anyOperation, type Property } from '../provider';

export const properties: Property[] = (['v1', 'v2'] as const).map(
	(version): Property => ({
		title: `contact, ${version}`,
		operation: anyOperation(sendContact),
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
		document: { file: `openapi-${version}.yaml`, path: '/message/sendContact/{instance}' },
	}),
);
