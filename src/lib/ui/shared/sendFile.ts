import type { DetailedError } from 'tus-js-client';

const CHUNK_BYTES = 8 * 2 ** 20;
/** Lost connections are taken up again for about ten minutes. */
const RETRY_MS = [0, 1000, 3000, 5000, 10_000, 20_000, 60_000, 120_000, 300_000];
/** Browsers work out checksums of whole files in memory only. */
const MOST_CHECKED_BYTES = 256 * 2 ** 20;

/** Sends a file to the server piece by piece, and goes on where an earlier try of it was broken off; its id there. */
export async function sendFile(
	file: File,
	{ onProgress, purpose }: { onProgress: (bytes: number) => void; purpose?: 'catalogue' }
): Promise<string> {
	const { Upload } = await import('tus-js-client');
	const sha256 = await checksum(file);
	return new Promise((resolve, reject) => {
		const upload = new Upload(file, {
			endpoint: '/api/v1/uploads',
			chunkSize: CHUNK_BYTES,
			retryDelays: RETRY_MS,
			metadata: { filename: file.name, ...(sha256 && { sha256 }), ...(purpose && { purpose }) },
			removeFingerprintOnSuccess: true,
			onShouldRetry: isWorthRetrying,
			onProgress,
			onSuccess: () => resolve(upload.url?.split('/').at(-1) ?? ''),
			onError: reject
		});
		upload
			.findPreviousUploads()
			.then((earlier) => {
				const previous = earlier.find(({ metadata }) => metadata.purpose === purpose);
				if (previous) upload.resumeFromPreviousUpload(previous);
				upload.start();
			})
			.catch(reject);
	});
}

/** The server’s own sentence, out of the library’s. */
export function reasonIn(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	const said = /response text: (\{.*\})/s.exec(error.message)?.[1];
	try {
		const answer: unknown = JSON.parse(said ?? '');
		if (typeof answer === 'object' && answer !== null && 'message' in answer)
			return String(answer.message);
	} catch {
		// Not ours.
	}
	return 'The file could not be sent. Choose it again: what came before is kept.';
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
