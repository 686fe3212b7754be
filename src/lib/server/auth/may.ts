import { Failure } from '#schema/failure.ts';
import { ROLE_LABELS, type Role, type User } from '#schema/user.ts';

/** Everything that can be asked of `may`, with the words a refusal uses. */
const ACTIONS = {
	view: 'look at this',
	vote: 'vote',
	tag: 'tag objects',
	describeTag: 'describe tags',
	markImage: 'mark images',
	comment: 'comment',
	editComment: 'change this comment',
	annotate: 'annotate light curves',
	favourite: 'keep favourites',
	createQueue: 'create queues',
	fillQueue: 'fill queues',
	changeQueue: 'change this queue',
	chairQueue: 'reveal, retire or open again in this queue',
	defineTaxonomy: 'change class lists',
	startSession: 'start sessions',
	driveSession: 'drive a session',
	chairSession: 'lead this session',
	moderateComment: 'pin or resolve comments here',
	mergeTags: 'merge or rename tags',
	saveQuery: 'save queries',
	changeQuery: 'change this query',
	watch: 'watch objects and positions',
	changeWatch: 'change this watchlist or rule',
	triage: 'triage alerts',
	declareInterest: 'say what you work on',
	changeInterest: 'change this entry',
	manageWebhooks: 'manage webhooks',
	silence: 'silence alerts',
	settle: 'settle matches',
	manageCatalogues: 'import or remove catalogues',
	scoreRun: 'score runs',
	calibrateScores: 'calibrate scores',
	createRun: 'create runs',
	changeTemplate: 'change this template',
	processRun: 'process this run',
	cancelRun: 'cancel this run',
	deleteRun: 'delete this run',
	manageJobs: 'retry, cancel or pause jobs',
	readAudit: 'read what everybody changed',
	keepTokens: 'keep tokens',
	revokeToken: 'revoke this token',
	upload: 'upload files',
	reportJob: 'report this job',
	manageUsers: 'manage accounts'
} as const;
export type Action = keyof typeof ACTIONS;
export const ALL_ACTIONS = Object.keys(ACTIONS) as Action[];

/** What an action is done to: only its ownership matters. */
export interface Target {
	ownerId?: string | null;
}

interface Rule {
	/** Roles that may, whoever owns the target. */
	roles: readonly Role[];
	/** Roles that may when the target is their own. */
	owners?: readonly Role[];
}

const EVERYONE: readonly Role[] = ['viewer', 'vetter', 'curator', 'runManager', 'admin'];
const VETTERS: readonly Role[] = ['vetter', 'curator', 'runManager', 'admin'];
const CURATORS: readonly Role[] = ['curator', 'admin'];
const RUN_MANAGERS: readonly Role[] = ['runManager', 'admin'];

/** The one table of rights. A run manager is a vetter who also looks after everyone's runs. */
const RULES: Record<Action, Rule> = {
	view: { roles: EVERYONE },
	favourite: { roles: EVERYONE },
	vote: { roles: VETTERS },
	tag: { roles: VETTERS },
	markImage: { roles: VETTERS },
	comment: { roles: VETTERS },
	annotate: { roles: VETTERS },
	editComment: { roles: ['admin'], owners: VETTERS },
	describeTag: { roles: CURATORS },
	createQueue: { roles: ['curator', 'runManager', 'admin'] },
	fillQueue: { roles: ['curator', 'runManager', 'admin'] },
	changeQueue: { roles: ['curator', 'runManager', 'admin'], owners: VETTERS },
	chairQueue: { roles: CURATORS, owners: VETTERS },
	defineTaxonomy: { roles: CURATORS },
	startSession: { roles: VETTERS },
	driveSession: { roles: VETTERS },
	chairSession: { roles: CURATORS, owners: VETTERS },
	moderateComment: { roles: CURATORS, owners: VETTERS },
	mergeTags: { roles: CURATORS },
	saveQuery: { roles: EVERYONE },
	changeQuery: { roles: ['admin'], owners: EVERYONE },
	watch: { roles: EVERYONE },
	changeWatch: { roles: ['admin'], owners: EVERYONE },
	triage: { roles: VETTERS },
	declareInterest: { roles: VETTERS },
	changeInterest: { roles: ['admin'], owners: VETTERS },
	manageWebhooks: { roles: ['admin'] },
	silence: { roles: CURATORS },
	settle: { roles: CURATORS },
	manageCatalogues: { roles: ['curator', 'runManager', 'admin'] },
	scoreRun: { roles: ['curator', 'runManager', 'admin'] },
	calibrateScores: { roles: CURATORS },
	createRun: { roles: VETTERS },
	changeTemplate: { roles: ['admin'], owners: VETTERS },
	processRun: { roles: RUN_MANAGERS, owners: VETTERS },
	cancelRun: { roles: RUN_MANAGERS, owners: VETTERS },
	deleteRun: { roles: RUN_MANAGERS, owners: VETTERS },
	manageJobs: { roles: RUN_MANAGERS },
	readAudit: { roles: ['admin'] },
	keepTokens: { roles: EVERYONE },
	revokeToken: { roles: ['admin'], owners: EVERYONE },
	upload: { roles: VETTERS },
	reportJob: { roles: RUN_MANAGERS, owners: VETTERS },
	manageUsers: { roles: ['admin'] }
};

/** Whether this user may do this to that. Nobody who is not signed in may do anything. */
export function may(user: User | null, action: Action, target: Target = {}): boolean {
	if (!user) return false;
	const rule = RULES[action];
	if (rule.roles.includes(user.role)) return true;
	const owns = target.ownerId !== undefined && target.ownerId === user.id;
	return owns && (rule.owners?.includes(user.role) ?? false);
}

/** As `may`, refusing with a sentence. */
export function mayOrRefuse(user: User | null, action: Action, target: Target = {}): void {
	if (!user) throw new Failure('NotSignedIn', 'Sign in first.');
	if (may(user, action, target)) return;
	throw new Failure(
		'NotPermitted',
		`Your role (${ROLE_LABELS[user.role]}) may not ${ACTIONS[action]}. Ask an administrator.`
	);
}
