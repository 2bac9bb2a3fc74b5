import type { SandboxMessage } from '../../conversations';
import { typeName } from './format';

/** What the client sent and got, for a message and for those that changed it. */
export function RawRequest({ messages }: { messages: SandboxMessage[] }) {
	return (
		<details class="raw">
			<summary>{messages.length > 1 ? 'Raw requests' : 'Raw request'}</summary>
			{messages.map(({ id, content, request, response }) => (
				<section key={id}>
					{messages.length > 1 && <h3>{typeName(content)}</h3>}
					<pre>{`${request.method} ${request.path}\n${headerLines(request.headers)}\n\n${json(request.body)}`}</pre>
					{response.status === null ? (
						<h3>Not answered</h3>
					) : (
						<>
							<h3>Answered with HTTP {response.status}</h3>
							<pre>{json(response.body)}</pre>
						</>
					)}
				</section>
			))}
		</details>
	);
}

const json = (value: unknown) => JSON.stringify(value, null, 2);

const headerLines = (headers: Record<string, string>) =>
	Object.entries(headers)
		.map(([name, value]) => `${name}: ${value}`)
		.join('\n');
