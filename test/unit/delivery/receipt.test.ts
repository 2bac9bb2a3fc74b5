import { intended, receipt } from '../../../nodes/shared/delivery/receipt';
import { acme } from '../../support/n8n/acme';

test('has all keys, and the country of the number', () => {
	expect(receipt(acme, '+56912345678', 'skipped')).toEqual({
		kind: 'receipt',
		receipt: {
			provider: 'acme',
			outcome: 'skipped',
			to: '+56912345678',
			toCountry: 'CL',
			messageId: null,
			status: null,
			attempts: 0,
			sentAt: null,
			response: null,
		},
	});
});

test('has what is known, and of nobody no country', () => {
	expect(receipt(acme, null, 'accepted', { messageId: 'm1', attempts: 2 })).toMatchObject({
		receipt: { to: '', toCountry: null, messageId: 'm1', attempts: 2 },
	});
});

test('for whom it was is there only where somebody else got it', () => {
	expect(intended({ intendedTo: '+56912345678' })).toEqual({ intendedTo: '+56912345678' });
	expect(intended({})).toEqual({});
});
