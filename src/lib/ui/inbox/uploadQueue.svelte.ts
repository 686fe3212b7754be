import type { DetailedError } from 'tus-js-client';
import { reload } from '#ui/shared/reload.ts';

const CHUNK_BYTES = 8 * 2 ** 20;
/** Lost connections are taken up again for about ten minutes. */
const RETRY_MS = [0, 1000, 3000, 5000, 10_000, 20_000, 60_000, 120_000, 300_000];
/** Browsers work out checksums of whole files in memory only. */
const MOST_CHECKED_BYTES = 256 * 2 ** 20;

export interface SendingFile {
	id: number;
	name: string;
	bytes: number;
	sentBytes: number;
	state: 'waiting' | 'sending' | 'done' | 'failed';
	problem: string;
}

/** Files on their way to the server, one after the other; a lost connection is waited for. */
export class UploadQueue {
	files = $state<SendingFile[]>([]);
	#waiting: { place: number; file: File }[] = [];
	#isSending = false;

	add(files: Iterable<File>): void {
		for (const file of files) {
			const id = this.files.length;
			this.files.push({
				...{ id, name: file.name, bytes: file.size, sentBytes: 0 },
				state: 'waiting',
				problem: ''
			});
			this.#waiting.push({ place: id, file });
		}
		void this.#sendAll();
	}

	async #sendAll(): Promise<void> {
		if (this.#isSending) return;
		this.#isSending = true;
		for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
			const sending = this.files[next.place];
			sending.state = 'sending';
			try {
				await send(next.file, (bytes) => (sending.sentBytes = bytes));
				sending.state = 'done';
			} catch (error) {
				sending.state = 'failed';
				sending.problem = error instanceof Error ? reasonIn(error) : String(error);
			}
			await reload('live:uploads');
		}
		this.#isSending = false;
	}
}

async function send(file: File, onProgress: (bytes: number) => void): Promise<void> {
	const { Upload } = await import('tus-js-client');
	const sha256 = await checksum(file);
	await new Promise<void>((resolve, reject) => {
		const upload = new Upload(file, {
			endpoint: '/api/v1/uploads',
			chunkSize: CHUNK_BYTES,
			retryDelays: RETRY_MS,
			metadata: { filename: file.name, ...(sha256 ? { sha256 } : {}) },
			removeFingerprintOnSuccess: true,
			onShouldRetry: isWorthRetrying,
			onProgress,
			onSuccess: () => resolve(),
			onError: reject
		});
		upload
			.findPreviousUploads()
			.then(([previous]) => {
				if (previous) upload.resumeFromPreviousUpload(previous);
				upload.start();
			})
			.catch(reject);
	});
}

/** What the server refuses stays refused. The library gives up where there is no network, too: that one is waited for. */
function isWorthRetrying({ originalResponse }: DetailedError): boolean {
	const status = originalResponse?.getStatus() ?? 0;
	return status < 400 || status >= 500 || BUSY.includes(status);
}

/** Another request writes to it, or did a moment ago. */
const BUSY = [409, 423];

/** '' where the browser cannot: on pages served over plain http, and of files too large. */
async function checksum(file: File): Promise<string> {
	// Typed as always there, which it is on secure pages only.
	const subtle = crypto.subtle as SubtleCrypto | undefined;
	if (!subtle || file.size > MOST_CHECKED_BYTES) return '';
	const digest = await subtle.digest('SHA-256', await file.arrayBuffer());
	return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The server’s own sentence, out of the library’s. */
function reasonIn({ message }: Error): string {
	const said = /response text: (\{.*\})/s.exec(message)?.[1];
	try {
		const answer: unknown = JSON.parse(said ?? '');
		if (typeof answer === 'object' && answer !== null && 'message' in answer)
			return String(answer.message);
	} catch {
		// Not ours.
	}
	return 'The file could not be sent. Choose it again: what came before is kept.';
}
