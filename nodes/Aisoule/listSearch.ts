import { isLanguageCode } from '../shared/cloudApi/template';
import { at } from '../shared/lib/jsonAccess';
import { listIn, textAmong } from '../shared/lib/undocumentedList';
import { listSearch, templateLabel } from '../shared/methods/listSearch';
import { aisoule } from './aisoule';

/**
 * The help centre ("API overview") names GET /accounts and GET /templates and shows no answer of
 * theirs, so every usual way to write them is read.
 */

/** The WhatsApp accounts to send from. */
export const listAccounts = listSearch(aisoule, '/api/accounts', (body) =>
	listIn(body, 'accounts', 'whatsapp_accounts').flatMap((account) => {
		const id = textAmong(account, 'id', '_id', 'account_id', 'whatsapp_account_id', 'uuid');
		if (id === undefined) return [];
		const name = textAmong(account, 'name', 'display_name', 'account_name', 'label');
		const number = textAmong(account, 'phone_number', 'phone', 'number', 'display_phone_number');
		return [{ name: [name, number].filter(Boolean).join(' – ') || id, value: id }];
	}),
);

/** The templates, each with its language; one that is not approved says so. */
export const listTemplates = listSearch(aisoule, '/api/templates', (body) =>
	listIn(body, 'templates', 'message_templates').flatMap((template) => {
		const name = textAmong(template, 'name', 'template_name', 'templateName', 'element_name');
		if (name === undefined) return [];
		const written =
			textAmong(template, 'language', 'language_code', 'lang', 'locale') ??
			textAmong(at(template, 'language'), 'code');
		const language = written !== undefined && isLanguageCode(written) ? written : undefined;
		const status = textAmong(template, 'status', 'approval_status');
		return [
			{
				name: templateLabel(name, language, status),
				value: language === undefined ? name : `${name}|${language}`,
			},
		];
	}),
);
