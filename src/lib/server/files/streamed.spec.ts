import { expect, test } from 'vitest';
import { streamed } from './streamed.ts';

function pieces(log: string[], failsAt = Infinity) {
	return (async function* () {
		try {
			for (let i = 1; i <= 5; i++) {
				if (i === failsAt) throw new Error('gone');
				log.push(`made ${i}`);
				yield await Promise.resolve(Uint8Array.of(i));
			}
		} finally {
			log.push('stopped');
		}
	})();
}

test('pieces are made when they are taken, and no more of them when nobody takes them', async () => {
	const log: string[] = [];
	const reader = streamed(pieces(log)).getReader();
	expect(log).toEqual([]);
	await reader.read();
	await reader.read();
	expect(log).toEqual(['made 1', 'made 2']);
	await reader.cancel();
	expect(log).toEqual(['made 1', 'made 2', 'stopped']);
});

test('a failure midway is no end of the body', async () => {
	await expect(new Response(streamed(pieces([], 3))).arrayBuffer()).rejects.toThrow('gone');
	const whole = await new Response(streamed(pieces([]))).arrayBuffer();
	expect([...new Uint8Array(whole)]).toEqual([1, 2, 3, 4, 5]);
});
