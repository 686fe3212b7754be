import { parentPort } from 'node:worker_threads';
import { Failure } from '#schema/failure.ts';
import { buffersOf, type FromThread, type ToThread } from './threadMessages.ts';

/** What a thread may say while it works. */
export interface ThreadCalls<Q, A> {
	progress: (done: number, total: number) => void;
	/** Asks the worker process, which alone talks to the database. */
	ask: (question: Q) => Promise<A>;
}

/** Makes this thread do `work` for every input the pool sends, one at a time. Typed arrays go back without a copy. */
export function serveThread<I, O, Q = never, A = never>(
	work: (input: I, calls: ThreadCalls<Q, A>) => Promise<O>
): void {
	let onAnswer: ((answer: A) => void) | null = null;
	const calls: ThreadCalls<Q, A> = {
		progress: (done, total) => post({ type: 'progress', done, total }),
		ask: (question) =>
			new Promise((resolve) => {
				onAnswer = resolve;
				post({ type: 'ask', question });
			})
	};
	parentPort?.on('message', (message: ToThread) => {
		// The pool is typed by the same I and A on its side.
		if (message.type === 'answer') return onAnswer?.(message.answer as A);
		void work(message.input as I, calls).then(
			(output) => post({ type: 'done', output }, buffersOf(output)),
			(error: unknown) => post(failedMessage(error))
		);
	});
}

function post(message: FromThread, transfer: ArrayBuffer[] = []): void {
	parentPort?.postMessage(message, transfer);
}

/** Classes do not survive the way between threads; what is refused and why does. */
function failedMessage(error: unknown): FromThread {
	const refused = error instanceof Failure;
	return {
		type: 'failed',
		message: error instanceof Error ? error.message : String(error),
		code: refused ? error.code : null,
		field: refused ? error.field : undefined
	};
}
