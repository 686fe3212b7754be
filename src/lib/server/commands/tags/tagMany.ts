import { Failure } from '#schema/failure.ts';
import { tagManySchema, type TagApplication, type TagChange } from '#schema/label.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { store, type Transaction } from '../../store/client.ts';
import { newId } from '../../store/ids.ts';
import { insertTagChange } from '../../store/tagChanges.ts';
import { insertTag, tagMeantBy } from '../../store/tagVocabulary.ts';
import { insertTagBatch } from '../../store/tags.ts';
import { audit } from '../audit.ts';
import type { CommandContext } from '../context.ts';
import { once } from '../once.ts';
import { parse } from '../parse.ts';
import { announceTags } from './announceTags.ts';
import { seenInOrRefuse } from './seenInOrRefuse.ts';
import { settleWord } from './settleWord.ts';

type Wanted = ReturnType<(typeof tagManySchema)['parse']>;

/** Puts one tag on many things, all or none; what it has put there is undone as one (undoTagChange). */
export async function tagMany(context: CommandContext, input: unknown): Promise<TagChange> {
	const wanted = parse(tagManySchema, input);
	const { user } = context;
	mayOrRefuse(user, 'tag');
	const { commandId, kind } = wanted;
	const targetIds = [...new Set(wanted.targetIds)];
	const change = await once(context, { command: 'tagMany', commandId }, async (transaction) => {
		const tag = (await tagMeantBy(store(), wanted.tag, transaction))?.name ?? wanted.tag;
		const by = { byId: user.id, byName: user.displayName, at: new Date() };
		const applications = await applicationsOf({ ...wanted, tag, targetIds }, by, transaction);
		const change = { id: newId(), kind: 'batch' as const, from: null, into: tag, ...by };
		const put = await insertTagBatch(store(), { batchId: change.id, applications }, transaction);
		await insertTag(store(), { name: tag, ...by }, transaction);
		const done: TagChange = {
			...change,
			changed: put.length,
			doubles: targetIds.length - put.length,
			undoneByName: null,
			undoneAt: null
		};
		const kept = { ...done, fromBefore: null, intoBefore: null, gaveWay: [] };
		await insertTagChange(store(), kept, transaction);
		const after = { tag, kind, ids: put.map(({ target }) => target.id) };
		await audit(user, { action: 'tagMany', target: `tag ${tag}`, after }, transaction);
		return done;
	});
	await settleWord(change.into);
	await announceTags(
		user,
		targetIds.map((id) => ({ kind, id }))
	);
	return change;
}

async function applicationsOf(
	{ tag, kind, targetIds }: Pick<Wanted, 'tag' | 'kind' | 'targetIds'>,
	by: Pick<TagApplication, 'byId' | 'byName' | 'at'>,
	transaction: Transaction
): Promise<TagApplication[]> {
	const applications: TagApplication[] = [];
	for (const id of targetIds) {
		const target = { kind, id };
		try {
			const seen = await seenInOrRefuse(target, transaction);
			applications.push({ target, tag, ...by, ...seen });
		} catch (error) {
			if (!(error instanceof Failure)) throw error;
			throw new Failure(
				'NotFound',
				`One of the chosen ${kind}s does not exist any more (${id}). Nothing was tagged: choose again.`,
				'targetIds'
			);
		}
	}
	return applications;
}
