import { expect, test } from 'vitest';
import { patientFetch } from './patientFetch.ts';

const DATA = 'http://localhost/queues/a/__data.json?x-sveltekit-invalidated=01';

/** A network that fails so many times, and what was asked of it. */
function network(failures: number, error: Error = new TypeError('Failed to fetch')) {
	const asked: string[] = [];
	const fetch = (input: RequestInfo | URL) => {
		asked.push(input instanceof Request ? input.url : String(input));
		return asked.length <= failures ? Promise.reject(error) : Promise.resolve(new Response('{}'));
	};
	return { asked, fetch };
}

test('a page’s data is asked for until somebody answers', async () => {
	const { asked, fetch } = network(2);
	const response = await patientFetch(fetch, 1)(DATA);
	expect(await response.text()).toBe('{}');
	expect(asked).toEqual([DATA, DATA, DATA]);
});

test('the network’s return is not waited for longer than it takes', async () => {
	const { asked, fetch } = network(1);
	const answer = patientFetch(fetch, 60_000)(DATA);
	await Promise.resolve();
	await new Promise((resolve) => setTimeout(resolve));
	expect(asked).toHaveLength(1);
	dispatchEvent(new Event('online'));
	expect((await answer).ok).toBe(true);
});

test.each([
	['a command', '/queues/a?/vote', new TypeError('Failed to fetch')],
	[
		'another address that only mentions it',
		'/x?next=/__data.jsonp',
		new TypeError('Failed to fetch')
	],
	['a load that its caller gave up', DATA, new DOMException('given up', 'AbortError')]
])('%s fails at once', async (_what, address, error) => {
	const { asked, fetch } = network(1, error);
	await expect(patientFetch(fetch, 1)(address)).rejects.toBe(error);
	expect(asked).toHaveLength(1);
});
