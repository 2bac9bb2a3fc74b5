import type { NodeJson } from '../../../scripts/n8n/n8nClient';
import { node } from './deliveryWorkflows';

/** Of a page with these words, each an object of a PDF; n8n would end an expression at two braces. */
const OBJECTS = [
	'<< /Type /Catalog /Pages 2 0 R >>',
	'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
	'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 120] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
	'stream',
	'<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
];

/** Writes the PDF in n8n: with the place of every object, as a reader wants it. */
const writePdf = (words: string) => `={{ (() => {
	const content = 'BT /F1 18 Tf 24 60 Td (' + ${words} + ') Tj ET';
	const objects = ${JSON.stringify(OBJECTS)};
	objects[3] = '<< /Length ' + content.length + ' >>\\nstream\\n' + content + '\\nendstream';
	const places = [];
	let pdf = '%PDF-1.4\\n';
	objects.forEach((object, index) => {
		places.push(pdf.length);
		pdf += (index + 1) + ' 0 obj\\n' + object + '\\nendobj\\n';
	});
	const table = places.map((place) => String(place).padStart(10, '0') + ' 00000 n \\n').join('');
	const size = objects.length + 1;
	return (
		pdf + 'xref\\n0 ' + size + '\\n0000000000 65535 f \\n' + table +
		'trailer\\n<< /Size ' + size + ' /Root 1 0 R >>\\nstartxref\\n' + pdf.length + '\\n%%EOF\\n'
	).base64Encode();
})() }}`;

/**
 * Nodes of n8n's own, one after the other, that make a PDF.
 * @param words in it: JavaScript that gives plain letters
 */
export const makePdf = (words: string): NodeJson[] => [
	node('Write a PDF', 'set', 3.4, {
		assignments: {
			assignments: [{ id: 'pdf', name: 'pdf', type: 'string', value: writePdf(words) }],
		},
		options: {},
	}),
	node('Convert to File', 'convertToFile', 1.1, {
		operation: 'toBinary',
		sourceProperty: 'pdf',
		options: { fileName: 'invoice.pdf', mimeType: 'application/pdf' },
	}),
];
