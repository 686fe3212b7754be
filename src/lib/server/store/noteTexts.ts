import { collection, type Store } from './client.ts';
import { instant, shape, text, type CollectionPlan } from './plan.ts';

/** What a room's shared notes say: a copy for the search, made from the room's edits. */
export interface NoteText {
	/** As in /yjs/<room>. */
	room: string;
	text: string;
	at: Date;
}

export const noteTextsPlan: CollectionPlan = {
	name: 'noteTexts',
	validator: shape({ _id: text, text, at: instant }),
	indexes: []
};

export const noteTexts = (store: Store) =>
	collection<Omit<NoteText, 'room'> & { _id: string }>(store, 'noteTexts');

export async function writeNoteText(store: Store, { room, text, at }: NoteText): Promise<void> {
	const changed = { _id: room, text: { $ne: text } };
	const known = await noteTexts(store).updateOne(changed, { $set: { text, at } });
	if (known.matchedCount > 0) return;
	const inserted = { $setOnInsert: { text, at } };
	await noteTexts(store).updateOne({ _id: room }, inserted, { upsert: true });
}
