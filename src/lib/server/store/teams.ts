import { collection, type Store } from './client.ts';
import { instant, shape, text, type CollectionPlan } from './plan.ts';
import { newId } from './ids.ts';

interface TeamDoc {
	_id: string;
	name: string;
	createdAt: Date;
}

export const teamsPlan: CollectionPlan = {
	name: 'teams',
	validator: shape({ _id: text, name: text, createdAt: instant }),
	indexes: [{ key: { name: 1 }, unique: true }]
};

const teams = (store: Store) => collection<TeamDoc>(store, 'teams');

/** The team's id; it is founded when there is none of that name. */
export async function ensureTeam(store: Store, name: string): Promise<string> {
	const doc = await teams(store).findOneAndUpdate(
		{ name },
		{ $setOnInsert: { _id: newId(), createdAt: new Date() } },
		{ upsert: true, returnDocument: 'after' }
	);
	if (!doc) throw new Error(`team ${name} vanished while it was founded`);
	return doc._id;
}

/** All teams, by name. */
export async function listTeams(store: Store): Promise<{ id: string; name: string }[]> {
	const docs = await teams(store).find().sort({ name: 1 }).toArray();
	return docs.map(({ _id, name }) => ({ id: _id, name }));
}
