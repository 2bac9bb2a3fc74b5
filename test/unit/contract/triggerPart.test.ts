import { testOf } from '../../../nodes/shared/contract/triggerPart';

test('the test of a credential goes by the name of its type', () => {
	expect(testOf('acmeApi')).toBe('acmeApiTest');
});
