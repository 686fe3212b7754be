import { describe, expect, test } from 'vitest';
import { ROLES, type Role, type User } from '#schema/user.ts';
import { ALL_ACTIONS, may, mayOrRefuse, type Action } from './may.ts';

function person(role: Role): User {
	return { id: `a ${role}`, username: role, displayName: role, role, teamId: null };
}

/** Who may, in the order viewer, vetter, curator, run manager, admin: y yes, - no, o on their own only. */
const TABLE: Record<Action, string> = {
	view: 'yyyyy',
	favourite: 'yyyyy',
	vote: '-yyyy',
	tag: '-yyyy',
	markImage: '-yyyy',
	comment: '-yyyy',
	annotate: '-yyyy',
	editComment: '-oooy',
	describeTag: '--y-y',
	createQueue: '--yyy',
	fillQueue: '--yyy',
	changeQueue: '-oyyy',
	chairQueue: '-oyoy',
	defineTaxonomy: '--y-y',
	startSession: '-yyyy',
	driveSession: '-yyyy',
	chairSession: '-oyoy',
	moderateComment: '-oyoy',
	mergeTags: '--y-y',
	saveQuery: 'yyyyy',
	changeQuery: 'ooooy',
	watch: 'yyyyy',
	changeWatch: 'ooooy',
	triage: '-yyyy',
	declareInterest: '-yyyy',
	changeInterest: '-oooy',
	manageWebhooks: '----y',
	silence: '--y-y',
	settle: '--y-y',
	manageCatalogues: '--yyy',
	scoreRun: '--yyy',
	calibrateScores: '--y-y',
	createRun: '-yyyy',
	changeTemplate: '-oooy',
	processRun: '-ooyy',
	cancelRun: '-ooyy',
	deleteRun: '-ooyy',
	manageJobs: '---yy',
	readAudit: '----y',
	keepTokens: 'yyyyy',
	revokeToken: 'ooooy',
	upload: '-yyyy',
	reportJob: '-ooyy',
	manageUsers: '----y'
};

describe.each(ALL_ACTIONS)('%s', (action) => {
	test.each(ROLES.map((role, column) => [role, TABLE[action][column]]))(
		'by a %s: %s',
		(role, sign) => {
			const user = person(role);
			expect(may(user, action)).toBe(sign === 'y');
			expect(may(user, action, { ownerId: 'somebody else' })).toBe(sign === 'y');
			expect(may(user, action, { ownerId: null })).toBe(sign === 'y');
			expect(may(user, action, { ownerId: user.id })).toBe(sign !== '-');
		}
	);

	test('by nobody: no', () => expect(may(null, action)).toBe(false));
});

test('a refusal says who is refused what, and what to do', () => {
	expect(() => mayOrRefuse(person('viewer'), 'vote')).toThrow(
		'Your role (Viewer) may not vote. Ask an administrator.'
	);
});

test('whoever is not signed in is asked to', () => {
	expect(() => mayOrRefuse(null, 'view')).toThrow('Sign in first.');
});
