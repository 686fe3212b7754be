import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { endpointAt } from './endpoints.ts';

const ROUTES = new URL('../../../routes/', import.meta.url).pathname;
const IMPORTS = /import \{([^}]*)\} from '#server\/(commands|queries)\/[^']*'/g;

/** Commands that pages carry out and the API does not, with the endpoint that does as much, or why there is none. */
const OTHER_COMMANDS: Record<string, string> = {
	signIn: 'none: passwords are for people at a browser, programs have tokens',
	signOut: 'none: a program that has no session ends none; its token is revoked',
	visitHome: 'none: when a person last looked at the home page is no business of programs',
	sendUpload: 'PATCH /uploads/{id}',
	writeThenStart: 'PUT /runs/{id}/config',
	refuseUntilVote: 'none: the API refuses with the same words where a candidate is named',
	refuseLargeCatalogue: 'POST /catalogues',
	uploadCatalogue: 'POST /catalogues',
	importUpload: 'POST /catalogues'
};

/** The same of what pages read: most put together for one page what endpoints answer one by one. */
const OTHER_QUERIES: Record<string, string> = {
	homePage:
		'none: news since a person last looked; GET /notifications, /queues and /runs have them',
	unreadCount: 'GET /notifications',
	auditPage: 'GET /audit',
	nextAfterVote: 'GET /queues/{id}/next',
	completenessPage: 'none: hidden tests are no business of programs',
	completenessCsv: 'none: hidden tests are no business of programs',
	etaVPage: 'GET /eta-v/points',
	objectOfChosen: 'GET /sources/{id}',
	objectOfSource: 'GET /sources/{id}',
	objectOfCandidate: 'GET /queues/{id}/candidates/{candidateId}',
	presentSource: 'GET /objects/{id}',
	sourceChoices: 'GET /tags',
	sourcesPage: 'GET /sources',
	sourcePage: 'GET /sources/{id}',
	soonOrLater: 'none: how long a page waits',
	imagesPage: 'GET /images',
	watchlistPage: 'GET /watchlists/{id}',
	imagePage: 'GET /images/{id}',
	cutoutImage: 'GET /images/{id}/cutout',
	skyPage: 'GET /sky/objects',
	newQueuePage: 'GET /taxonomies',
	queuePlane: 'GET /eta-v/points',
	queueSettingsPage: 'GET /queues/{id}',
	outcomePage: 'GET /queues/{id}/verdicts',
	sessionIfAny: 'GET /sessions/{id}',
	firstCandidateId: 'GET /queues/{id}/next',
	viewerFrame: 'none: the frame of a viewer',
	viewerHeaders: 'none: the frame of a viewer',
	search: 'GET /search',
	nearPage: 'GET /catalogues/near',
	uploadPage: 'none: imports by the API take one step',
	cataloguePage: 'GET /catalogues/{id}',
	healthOf: 'none: /healthz is open to machines as it is',
	forgetStatus: 'GET /status',
	knownCauses: 'GET /watch-rules',
	inboxPage: 'GET /inbox',
	runsPage: 'GET /runs',
	runLogs: 'GET /runs/{id}/logs',
	runPointings: 'GET /images',
	tagsByTarget: 'GET /tags/on/{kind}/{id}',
	tagsShown: 'GET /tags/on/{kind}/{id}',
	configPage: 'GET /runs/{id}/config',
	measurementsPage: 'GET /measurements',
	measurementPage: 'GET /measurements/{id}',
	savedQueryList: 'GET /saved-queries',
	settingsOf: 'none: reads a form',
	classesToWatch: 'GET /taxonomies',
	tryDraft: 'POST /watch-rules/try',
	askedAsReference: 'none: addresses of the reference lead to pages',
	cutoutOfMeasurement: 'none: addresses of the reference lead to pages',
	imageBeside: 'none: addresses of the reference lead to pages',
	measurementBeside: 'none: addresses of the reference lead to pages',
	regionsAround: 'none: addresses of the reference lead to pages'
};

/** What routes of the pages, or of the API, take from a room, each with a file that does. */
function takenFrom(room: string, isApi: boolean): Map<string, string> {
	const taken = new Map<string, string>();
	for (const file of readdirSync(ROUTES, { recursive: true, encoding: 'utf8' })) {
		if (!file.endsWith('.ts') || file.startsWith('api/v1/') !== isApi) continue;
		for (const [, names, from] of readFileSync(join(ROUTES, file), 'utf8').matchAll(IMPORTS)) {
			const values = names.split(',').map((name) => name.trim());
			if (from !== room) continue;
			for (const name of values) if (name && !name.startsWith('type ')) taken.set(name, file);
		}
	}
	return taken;
}

describe.each([
	['commands', OTHER_COMMANDS],
	['queries', OTHER_QUERIES]
])('%s of the pages', (room, others) => {
	const ofPages = takenFrom(room, false);
	const ofApi = takenFrom(room, true);

	test('are found', () => {
		expect(ofPages.size).toBeGreaterThan(50);
		expect(ofApi.size).toBeGreaterThan(50);
	});

	test('each have an endpoint, or a reason to have none', () => {
		const without = [...ofPages].filter(([name]) => !ofApi.has(name) && !(name in others));
		expect(without).toEqual([]);
	});

	test('are excepted only where that is so, for an endpoint that there is', () => {
		for (const [name, instead] of Object.entries(others)) {
			expect([...ofPages.keys()], name).toContain(name);
			expect([...ofApi.keys()], `${name} has an endpoint now`).not.toContain(name);
			if (!instead.startsWith('none: ')) expect(endpointAt(instead), name).not.toBeNull();
		}
	});
});
