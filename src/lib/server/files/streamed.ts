import { log } from '../log.ts';

/**
 * A body whose pieces are made when they are taken, and no more of them when nobody takes them. A failure breaks the
 * connection off rather than end the body: a part must not look like the whole.
 */
export function streamed(pieces: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
	return new ReadableStream(
		{
			async pull(controller) {
				try {
					const next = await pieces.next();
					if (next.done) controller.close();
					else controller.enqueue(next.value);
				} catch (error) {
					log.error('A download broke off.', { error });
					throw error;
				}
			},
			async cancel() {
				await pieces.return(undefined);
			}
		},
		{ highWaterMark: 0 }
	);
}
