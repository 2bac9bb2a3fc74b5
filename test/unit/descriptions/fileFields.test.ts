import {
	binaryField,
	fileFromField,
	linkOptions,
} from '../../../nodes/shared/descriptions/fileFields';

test('a file comes from a link unless another source is chosen', () => {
	expect(fileFromField).toMatchObject({ name: 'fileFrom', default: 'link' });
	expect(binaryField).toMatchObject({ name: 'binaryField', default: 'data', required: true });
});

test('a link works for an hour, and options of links hold for the whole run', () => {
	expect(linkOptions).toMatchObject([
		{ name: 'linkLifetime', default: 60, noDataExpression: true },
		{ name: 'n8nAddress', default: '', noDataExpression: true },
	]);
});
