import { collection, type Store } from './client.ts';
import { shape, text, type CollectionPlan } from './plan.ts';

interface SettingDoc {
	_id: 'demo';
	state: string;
}

export const settingsPlan: CollectionPlan = {
	name: 'settings',
	validator: shape({ _id: text }),
	indexes: []
};

const settings = (store: Store) => collection<SettingDoc>(store, 'settings');

export type DemoState = 'loading' | 'ready';

/** null where no demo was ever prepared. */
export async function readDemoState(store: Store): Promise<DemoState | null> {
	const doc = await settings(store).findOne({ _id: 'demo' });
	if (!doc) return null;
	return doc.state === 'ready' ? 'ready' : 'loading';
}

export async function writeDemoState(store: Store, state: DemoState): Promise<void> {
	await settings(store).updateOne({ _id: 'demo' }, { $set: { state } }, { upsert: true });
}
