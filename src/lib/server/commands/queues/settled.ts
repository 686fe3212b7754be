import { Failure } from '#schema/failure.ts';
import type { Queue, Voters } from '#schema/queue.ts';
import type { QueueSettings } from '#schema/queueSettings.ts';
import { namesNoClass } from '#schema/vote.ts';
import { votable, type Taxonomy } from '#schema/taxonomy.ts';
import { may } from '../../auth/may.ts';
import { store } from '../../store/client.ts';
import { listTeams } from '../../store/teams.ts';
import { findUser, listUsers } from '../../store/users.ts';
import { rulesChosen } from './rulesChosen.ts';

/** The fields of a queue that settings change, checked against its classes and accounts. `taxonomyId` is not among them. */
export async function settled(
	settings: Omit<QueueSettings, 'taxonomyId'>,
	queue: Queue
): Promise<Partial<Queue>> {
	const { ruleChoice, rules, who, teamId, voterIds, ...plain } = settings;
	const wanted = settings.wanted ?? queue.wanted;
	if (settings.wanted) refuseUnknownClasses(settings.wanted, queue.taxonomy);
	refuseOpenRepeats({ ...queue, ...defined(plain) });
	if (settings.chairId) await refuseUnfitChair(settings.chairId);
	return {
		...defined(plain),
		...(ruleChoice ? { rules: rulesChosen({ ruleChoice, rules, wanted }, queue) } : {}),
		...(who ? { voters: await votersChosen({ who, teamId, voterIds }) } : {})
	};
}

/** What was said; a field nobody mentioned stays as it is. */
function defined<T extends object>(fields: T): Partial<T> {
	// Object.fromEntries forgets the names it was given.
	return Object.fromEntries(
		Object.entries(fields).filter(([, value]) => value !== undefined)
	) as Partial<T>;
}

function refuseUnknownClasses(wanted: string[], taxonomy: Taxonomy): void {
	const known = new Set(votable(taxonomy).map((c) => c.key));
	const unknown = wanted.filter((key) => !known.has(key) || namesNoClass(key));
	if (unknown.length > 0) {
		throw new Failure(
			'Invalid',
			`“${unknown[0]}” is no class that can be voted for in ${taxonomy.name}, version ${taxonomy.version}: choose the wanted classes among ${[...known].join(', ')}.`,
			'wanted'
		);
	}
	if (wanted.length === 0) {
		throw new Failure('Invalid', 'Choose at least one wanted class.', 'wanted');
	}
}

function refuseOpenRepeats({ sealing, repeatShare }: Pick<Queue, 'sealing' | 'repeatShare'>): void {
	if (repeatShare === 0 || sealing !== 'open') return;
	throw new Failure(
		'Invalid',
		'In an open queue everybody sees what was voted, so that a second look measures nothing: seal the votes, or set the share of repeats to 0 %.',
		'repeatShare'
	);
}

async function refuseUnfitChair(chairId: string): Promise<void> {
	const chair = await findUser(store(), chairId);
	if (chair && may(chair, 'vote')) return;
	throw new Failure('Invalid', 'Choose a chair whose account may vote.', 'chairId');
}

async function votersChosen({
	who,
	teamId,
	voterIds
}: Pick<QueueSettings, 'who' | 'teamId' | 'voterIds'>): Promise<Voters> {
	if (who === 'team') {
		const teams = await listTeams(store());
		if (teams.some(({ id }) => id === teamId)) return { teamId: teamId ?? null, userIds: null };
		throw new Failure('Invalid', 'Choose the team that may vote.', 'teamId');
	}
	if (who === 'people') {
		const userIds = voterIds ?? [];
		const known = new Set((await listUsers(store())).map(({ id }) => id));
		if (userIds.length === 0 || userIds.some((id) => !known.has(id))) {
			throw new Failure('Invalid', 'Choose the people who may vote, at least one.', 'voterIds');
		}
		return { teamId: null, userIds };
	}
	return { teamId: null, userIds: null };
}
