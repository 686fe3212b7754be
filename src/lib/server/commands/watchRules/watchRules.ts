import { Failure } from '#schema/failure.ts';
import type { User } from '#schema/user.ts';
import {
	namedWatchRuleSchema,
	saveWatchRuleSchema,
	switchWatchRuleSchema,
	type WatchRule
} from '#schema/watch.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { announce } from '../../jobs/announce.ts';
import { backtest } from '../../queries/backtest.ts';
import { store, type Transaction } from '../../store/client.ts';
import { newId } from '../../store/ids.ts';
import {
	deleteWatchRule as deleteRuleDoc,
	findWatchRule,
	putWatchRule
} from '../../store/watchRules.ts';
import { audit } from '../audit.ts';
import type { CommandContext } from '../context.ts';
import { once } from '../once.ts';
import { parse } from '../parse.ts';
import { backtestHash } from './backtestHash.ts';

/**
 * Saves a rule, new or changed. Refused unless the hash is that of a backtest of exactly these conditions: whoever saves a
 * rule has been shown what it would have done.
 */
export async function saveWatchRule(context: CommandContext, input: unknown): Promise<WatchRule> {
	const {
		commandId,
		ruleId,
		conditions,
		backtestHash: tried,
		...settings
	} = parse(saveWatchRuleSchema, input);
	const { user } = context;
	mayOrRefuse(user, 'watch');
	if (tried !== backtestHash(conditions)) {
		throw new Failure(
			'Conflict',
			'These conditions have not been tried: run the backtest, look at what it finds, then save.',
			'backtestHash'
		);
	}
	const { personal } = settings;
	const { fired, objects, runs } = await backtest(user, conditions, { personal });
	const saved = await once(
		context,
		{ command: 'saveWatchRule', commandId },
		async (transaction) => {
			const before = ruleId === null ? null : await ruleToChange(user, ruleId, transaction);
			const rule: WatchRule = {
				...(before ?? newRule(user)),
				...settings,
				...conditions,
				tried: { fired, objects, runs: runs.length },
				updatedAt: new Date()
			};
			await putWatchRule(store(), rule, transaction);
			const event = {
				action: 'saveWatchRule',
				target: `watchRule ${rule.id}`,
				before,
				after: rule
			};
			await audit(user, event, transaction);
			return rule;
		}
	);
	await tell(user);
	return saved;
}

/** Switches a rule on or off. */
export async function switchWatchRule(context: CommandContext, input: unknown): Promise<boolean> {
	const { commandId, ruleId, active } = parse(switchWatchRuleSchema, input);
	const { user } = context;
	await once(context, { command: 'switchWatchRule', commandId }, async (transaction) => {
		const before = await ruleToChange(user, ruleId, transaction);
		await putWatchRule(store(), { ...before, active, updatedAt: new Date() }, transaction);
		const what = { before: before.active, after: active };
		await audit(
			user,
			{ action: 'switchWatchRule', target: `watchRule ${ruleId}`, ...what },
			transaction
		);
	});
	await tell(user);
	return active;
}

/** Deletes a rule. The alerts that it raised keep its name. */
export async function deleteWatchRule(context: CommandContext, input: unknown): Promise<void> {
	const { commandId, ruleId } = parse(namedWatchRuleSchema, input);
	const { user } = context;
	await once(context, { command: 'deleteWatchRule', commandId }, async (transaction) => {
		const before = await ruleToChange(user, ruleId, transaction);
		await deleteRuleDoc(store(), ruleId, transaction);
		const event = { action: 'deleteWatchRule', target: `watchRule ${ruleId}`, before };
		await audit(user, event, transaction);
	});
	await tell(user);
}

/** The rule, as far as this person may see it: a personal one is not there for anybody but its owner. */
export async function visibleWatchRule(
	user: User,
	ruleId: string,
	transaction?: Transaction
): Promise<WatchRule> {
	const rule = await findWatchRule(store(), ruleId, transaction);
	if (rule && (!rule.personal || rule.ownerId === user.id)) return rule;
	throw new Failure('NotFound', 'There is no such watch rule, or it is somebody’s own.');
}

async function ruleToChange(
	user: User,
	ruleId: string,
	transaction: Transaction
): Promise<WatchRule> {
	const rule = await visibleWatchRule(user, ruleId, transaction);
	mayOrRefuse(user, 'changeWatch', { ownerId: rule.ownerId });
	return rule;
}

function newRule(
	user: User
): Pick<WatchRule, 'id' | 'active' | 'ownerId' | 'ownerName' | 'lastRun' | 'createdAt'> {
	const owner = { ownerId: user.id, ownerName: user.displayName };
	return { id: newId(), active: true, ...owner, lastRun: null, createdAt: new Date() };
}

async function tell(user: User): Promise<void> {
	const by = { kind: 'watch' as const, byId: user.id, byName: user.displayName };
	await announce({ topic: 'watchlists', ...by });
}
