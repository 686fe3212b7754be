import * as Y from 'yjs';
import { SHARED } from '#schema/annotation.ts';
import { store } from '../store/client.ts';
import { readYLog } from '../store/yDocs.ts';

/** What the shared notes of a room say. */
export async function noteTextOf(room: string): Promise<string> {
	const { updates, snapshot } = await readYLog(store(), room);
	const notes = new Y.Doc();
	try {
		for (const update of snapshot ? [snapshot.bytes, ...updates] : updates) {
			Y.applyUpdate(notes, update);
		}
		return notes.getText(SHARED.notes).toJSON();
	} finally {
		notes.destroy();
	}
}
