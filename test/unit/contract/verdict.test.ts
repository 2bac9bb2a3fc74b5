import { notOnWhatsApp } from '../../../nodes/shared/contract/verdict';

test('a recipient without WhatsApp is known by the words of the gateways, with the given evidence', () => {
	const { says, verdict } = notOnWhatsApp({ document: 'Errors' });
	expect(says!.test('This number is NOT on WhatsApp.')).toBe(true);
	expect(says!.test('This number is on WhatsApp')).toBe(false);
	expect(verdict).toMatchObject({
		outcome: 'notSent',
		evidence: { document: 'Errors' },
		field: 'recipient',
	});
});
