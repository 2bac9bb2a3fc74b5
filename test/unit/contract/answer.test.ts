import { isSuccess, isWebPage } from '../../../nodes/shared/contract/answer';

test.each([
	[199, false],
	[200, true],
	[299, true],
	[300, false],
])('%d is a success: %s', (status, success) => expect(isSuccess({ status })).toBe(success));

test.each([
	['<!doctype html>', true],
	['\ufeff \n<html>', true],
	['{"html":"<p>"}', false],
	['', false],
])('%j is a web page: %s', (text, page) => expect(isWebPage(text)).toBe(page));
