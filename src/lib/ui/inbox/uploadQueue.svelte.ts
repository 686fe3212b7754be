import { reload } from '#ui/shared/reload.ts';
import { reasonIn, sendFile } from '#ui/shared/sendFile.ts';

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
				await sendFile(next.file, { onProgress: (bytes) => (sending.sentBytes = bytes) });
				sending.state = 'done';
			} catch (error) {
				sending.state = 'failed';
				sending.problem = reasonIn(error);
			}
			await reload('live:uploads');
		}
		this.#isSending = false;
	}
}
