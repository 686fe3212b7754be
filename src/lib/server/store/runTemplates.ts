import type { RunTemplate } from '#schema/runConfig.ts';
import {
	collection,
	withId,
	withoutId,
	type Store,
	type Stored,
	type Transaction
} from './client.ts';
import { flag, instant, list, shape, text, type CollectionPlan } from './plan.ts';

/** Names with dots are no field names: settings are stored as pairs. */
type TemplateDoc = Omit<Stored<RunTemplate>, 'settings'> & { settings: [string, string][] };

export const runTemplatesPlan: CollectionPlan = {
	name: 'runTemplates',
	validator: shape({
		_id: text,
		name: text,
		settings: list,
		shared: flag,
		ownerId: text,
		ownerName: text,
		createdAt: instant,
		updatedAt: instant
	}),
	indexes: [
		// One's own, and a name once among them.
		{ key: { ownerId: 1, name: 1 }, unique: true },
		{ key: { shared: 1, name: 1 } }
	]
};

const templates = (store: Store) => collection<TemplateDoc>(store, 'runTemplates');

/** One's own and the shared ones, by name. */
export async function listRunTemplates(store: Store, readerId: string): Promise<RunTemplate[]> {
	const docs = await templates(store)
		.find({ $or: [{ ownerId: readerId }, { shared: true }] })
		.sort({ name: 1, _id: 1 })
		.toArray();
	return docs.map(templateOf);
}

/** The template, if this person may use it. */
export async function findRunTemplate(
	store: Store,
	{ id, readerId }: { id: string; readerId: string },
	transaction?: Transaction
): Promise<RunTemplate | null> {
	const visible = { _id: id, $or: [{ ownerId: readerId }, { shared: true }] };
	const doc = await templates(store).findOne(visible, { session: transaction });
	return doc && templateOf(doc);
}

/** A template by its owner's name for it. */
export async function findTemplateNamed(
	store: Store,
	{ name, ownerId }: { name: string; ownerId: string },
	transaction: Transaction
): Promise<RunTemplate | null> {
	const doc = await templates(store).findOne({ ownerId, name }, { session: transaction });
	return doc && templateOf(doc);
}

export async function putRunTemplate(
	store: Store,
	template: RunTemplate,
	transaction: Transaction
): Promise<void> {
	const doc = { ...withoutId(template), settings: Object.entries(template.settings) };
	await templates(store).replaceOne({ _id: doc._id }, doc, { upsert: true, session: transaction });
}

export async function deleteRunTemplate(
	store: Store,
	id: string,
	transaction: Transaction
): Promise<void> {
	await templates(store).deleteOne({ _id: id }, { session: transaction });
}

function templateOf(doc: TemplateDoc): RunTemplate {
	return withId<RunTemplate>({ ...doc, settings: Object.fromEntries(doc.settings) });
}
