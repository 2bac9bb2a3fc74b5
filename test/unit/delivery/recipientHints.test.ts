import { recipientHints } from '../../../nodes/shared/delivery/recipientHints';

describe('hints', () => {
	test('say which numbers are worth a look', () => {
		expect(recipientHints(['+56912345678', '+56987654321'])).toEqual([]);
		const [unusual] = recipientHints(['+1234567890', '+13108207129']).slice(1);
		expect(unusual).toContain('+1234567890 does not have the length of numbers in that country');
		const [several] = recipientHints(['+1234567890', '+1234567891', '+1234567892']);
		expect(several).toContain('+1234567890 and 2 more do not have the length');
		const [mobile] = recipientHints(['551198765432']);
		expect(mobile).toContain('+551198765432 may be a mobile without the mobile digit');
	});

	test('a number with a digit too many has not the usual length', () => {
		const [hint] = recipientHints(['+115551234567']);
		expect(hint).toContain('does not have the length');
		expect(recipientHints(['+5215512345678'])).toEqual([]);
	});

	test('count the countries of a run, groups aside', () => {
		expect(
			recipientHints(['+56912345678', '+982112345678', '+56987654321', '120363021234567890@g.us']),
		).toEqual([
			'Recipients are in 2 countries: Chile 2, Iran 1. Check that all of them are intended.',
		]);
	});

	test('name who gets several messages, with and without the mobile digit', () => {
		expect(recipientHints(['5511998765432', '+551198765432'])[0]).toBe(
			'5511998765432 is the recipient of 2 items of this run.',
		);
		expect(
			recipientHints(['+56912345678', '+56987654321', '+56912345678', '+56987654321'])[0],
		).toBe('2 recipients are in several items of this run, such as +56912345678 (2 items).');
	});
});
