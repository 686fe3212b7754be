import { store } from '../store/client.ts';
import { writeNoteText } from '../store/noteTexts.ts';
import { allEntries } from '../store/searchable.ts';
import { roomsWithEdits } from '../store/yDocs.ts';
import { noteTextOf } from './noteText.ts';
import { replaceEntries } from './searchIndex.ts';

/** Fills the search index from the database; resolves to how many entries there are. */
export async function reindexEverything(): Promise<number> {
	for (const room of await roomsWithEdits(store())) {
		const text = await noteTextOf(room);
		if (text !== '') await writeNoteText(store(), { room, text, at: new Date() });
	}
	return replaceEntries(allEntries(store()));
}
