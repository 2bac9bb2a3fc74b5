import {
	afterUnsure,
	missing,
	storeFailed,
	unbuildable,
} from '../../../nodes/shared/outcome/ownVerdicts';

test('the last refusal does not take back that an earlier try may be out', () => {
	const refused = missing({
		code: 'not-found',
		reason: 'No such channel',
		whatToDo: 'Choose another.',
	});
	expect(refused).toMatchObject({ outcome: 'notSent', evidence: { unsent: expect.any(String) } });
	expect(afterUnsure({ ...refused, stops: 'channel' })).toMatchObject({
		outcome: 'unknown',
		reason: 'An earlier try may have sent the message. Of the last one: No such channel',
		whatToDo: 'Check in {provider} whether the message was sent. Choose another.',
		stops: 'channel',
	});
});

test.each([storeFailed, unbuildable])(
	'what no request was made for was not sent, and says why',
	(verdict) => {
		expect(verdict('The disk is full')).toMatchObject({
			outcome: 'notSent',
			evidence: { unsent: expect.stringMatching(/^no request/) },
			reason: expect.stringMatching(/: The disk is full$/),
		});
	},
);
