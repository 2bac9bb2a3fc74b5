import { WhatsAppSharedMemoryApi } from '../../../credentials/WhatsAppSharedMemoryApi.credentials';
import { n8nDataTables, SCOPES } from '../../../nodes/shared/sharedMemory/n8nDataTables';

const credential = new WhatsAppSharedMemoryApi();

test('it is reached by its own credential, whose fields it knows', () => {
	expect(n8nDataTables.credential).toBe(credential.name);
	const names = credential.properties.map(({ name }) => name);
	expect(names).toEqual(expect.arrayContaining([...n8nDataTables.secretFields, 'n8nAddress']));
	expect(n8nDataTables.baseUrl({ n8nAddress: 'http://n8n:5678' })).toBe('http://n8n:5678');
});

test('who makes the key, and whose key lacks something, reads all that it has to be allowed', () => {
	const { description } = credential.properties.find(({ name }) => name === 'apiKey')!;
	for (const scope of SCOPES) {
		expect(description).toContain(scope);
		expect(n8nDataTables.verdicts[403]?.whatToDo).toContain(scope);
	}
});
