import { Worker } from 'node:worker_threads';
import { Failure } from '#schema/failure.ts';
import { buffersOf, type FromThread, type ToThread } from './threadMessages.ts';

export interface ThreadHooks {
	/** Aborting ends the thread at once, in the middle of a loop if need be. */
	signal?: AbortSignal;
	onProgress?: (done: number, total: number) => void;
	/** The thread gets a copy of the typed arrays in the input, and they stay here as well. */
	keepsInput?: boolean;
	/** Answers what the thread asks; it waits. */
	answer?: (question: unknown) => Promise<unknown>;
}

/**
 * Threads without work, kept for a moment for the next task of their kind: starting one costs as much as a small image, and
 * each holds on to some ten megabytes.
 */
const idle = new Map<string, Worker[]>();
const KEPT_MS = 3000;
const ends = new WeakMap<Worker, NodeJS.Timeout>();

/**
 * Lets threads/`script`.js work on the input. Typed arrays in it are handed over, so they are empty here
 * afterwards, unless the input is to be kept.
 * How many run at once is the job queues' business.
 */
export async function runInThread<O>(
	script: string,
	input: unknown,
	hooks: ThreadHooks = {}
): Promise<O> {
	hooks.signal?.throwIfAborted();
	const worker = kept(script) ?? startThread(script);
	worker.ref();
	try {
		// The thread's script is typed to give what the caller of this name expects.
		const output = (await outcome(worker, input, hooks)) as O;
		keep(script, worker);
		return output;
	} catch (error) {
		if (error instanceof ThreadRefusal) keep(script, worker);
		else await worker.terminate();
		throw error instanceof ThreadRefusal ? error.reason : error;
	}
}

/** Starts threads of a kind that is about to be asked for: until then they load what they need. */
export function warmUp(script: string, count: number): void {
	for (let ready = idle.get(script)?.length ?? 0; ready < count; ready++)
		keep(script, startThread(script));
}

/** Ends the threads that have no work. */
export async function closePool(): Promise<void> {
	const threads = [...idle.values()].flat();
	idle.clear();
	await Promise.all(threads.map((worker) => worker.terminate()));
}

/** The thread is fine; what it was given is not. */
class ThreadRefusal extends Error {
	readonly reason: Error;

	constructor(reason: Error) {
		super(reason.message);
		this.reason = reason;
	}
}

function startThread(script: string): Worker {
	return new Worker(new URL(`./threads/${script}.js`, import.meta.url));
}

function keep(script: string, worker: Worker): void {
	worker.removeAllListeners();
	// A thread that dies while idle is not handed out again; why it did, the next one will say.
	worker.once('exit', () => takeOut(script, worker));
	worker.once('error', () => takeOut(script, worker));
	worker.unref();
	idle.set(script, [...(idle.get(script) ?? []), worker]);
	const end = setTimeout(() => {
		if (takeOut(script, worker)) void worker.terminate();
	}, KEPT_MS);
	ends.set(worker, end.unref());
}

/** The one that worked last: what it does is compiled and in the caches. */
function kept(script: string): Worker | undefined {
	const worker = idle.get(script)?.at(-1);
	if (worker) takeOut(script, worker);
	return worker;
}

/** False when it has been given work again. */
function takeOut(script: string, worker: Worker): boolean {
	clearTimeout(ends.get(worker));
	const threads = idle.get(script) ?? [];
	idle.set(
		script,
		threads.filter((other) => other !== worker)
	);
	return threads.includes(worker);
}

function outcome(worker: Worker, input: unknown, hooks: ThreadHooks): Promise<unknown> {
	return new Promise((resolve, reject) => {
		const fail = (error: unknown) =>
			reject(error instanceof Error ? error : new Error(String(error)));
		const onAbort = () => fail(hooks.signal?.reason);
		hooks.signal?.addEventListener('abort', onAbort, { once: true });
		worker.removeAllListeners();
		worker.once('error', fail);
		worker.once('exit', (code) => fail(new Error(`A thread ended with exit code ${code}.`)));
		worker.on('message', (message: FromThread) => {
			if (message.type === 'progress') return hooks.onProgress?.(message.done, message.total);
			if (message.type === 'ask') return void replyTo(worker, message.question, hooks).catch(fail);
			hooks.signal?.removeEventListener('abort', onAbort);
			if (message.type === 'done') resolve(message.output);
			else reject(new ThreadRefusal(refusalOf(message)));
		});
		send(worker, { type: 'run', input }, hooks.keepsInput ? [] : buffersOf(input));
	});
}

async function replyTo(worker: Worker, question: unknown, hooks: ThreadHooks): Promise<void> {
	send(worker, { type: 'answer', answer: await hooks.answer?.(question) });
}

function send(worker: Worker, message: ToThread, transfer: ArrayBuffer[] = []): void {
	worker.postMessage(message, transfer);
}

function refusalOf({ message, code, field }: Extract<FromThread, { type: 'failed' }>): Error {
	return code ? new Failure(code, message, field) : new Error(message);
}
