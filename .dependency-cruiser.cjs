/** The arrows of the architecture picture in README.md. Each comment says what to do instead. */
const server = '^src/lib/server/';
const rule = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

module.exports = {
	forbidden: [
		rule(
			'no-cycles',
			'Move the shared piece to the room both sides already import.',
			{},
			{ circular: true }
		),
		rule(
			'no-unresolvable',
			'Fix the path, or add the package to package.json.',
			{},
			{ couldNotResolve: true, pathNot: '^(\\$app|\\$env|\\./\\$types|\\$service-worker)' }
		),
		rule(
			'schema-is-a-leaf',
			'schema imports only the schema library; put logic in science or commands.',
			{ path: '^src/lib/schema/', pathNot: '\\.spec\\.ts$' },
			{ pathNot: ['^src/lib/schema/', 'node_modules/zod/'] }
		),
		rule(
			'science-is-pure',
			'science takes numbers and gives numbers; pass I/O, clock and randomness in from the caller.',
			{ path: '^src/lib/science/', pathNot: '\\.spec\\.ts$' },
			{ pathNot: ['^src/lib/science/', 'node_modules/@hscmap/healpix/'] }
		),
		rule(
			'server-core-is-kit-free',
			'workers, rooms and migrations import this from plain Node: keep Kit in server/hooks and routes.',
			{ path: server, pathNot: '^src/lib/server/hooks/' },
			{
				path: [
					'^\\$(app|env)',
					'node_modules/@sveltejs/kit',
					'^src/routes/',
					'^src/lib/ui/',
					'^workers/'
				]
			}
		),
		rule(
			'server-base-knows-no-use-cases',
			'config, store, search, jobs, files and auth are below queries and commands.',
			{ path: server + '(config|store|search|jobs|files|auth)', pathNot: '\\.spec\\.ts$' },
			{ path: server + '(queries|commands|hooks)/' }
		),
		rule(
			'hooks-are-the-top',
			'Only hooks.server.ts may import server/hooks.',
			{ pathNot: ['^src/hooks\\.server\\.ts$', server + 'hooks/'] },
			{ path: server + 'hooks/' }
		),
		rule(
			'browser-never-sees-the-server',
			'Load it in +page.server.ts and pass it as data.',
			{ path: ['^src/lib/ui/', '^src/lib/realtime/[^.]+(\\.svelte)?\\.ts$'] },
			{ path: [server, '\\.server\\.ts$', '^workers/'] }
		),
		rule(
			'ui-shared-is-generic',
			'A component with a domain noun belongs in that noun’s folder.',
			{ path: '^src/lib/ui/shared/' },
			{ path: '^src/lib/(ui/(?!shared/)|science/|realtime/)' }
		),
		rule(
			'ui-domain-knows-no-views',
			'Views compose domain folders, not the other way.',
			{ path: '^src/lib/ui/(?!views/)' },
			{ path: '^src/lib/ui/views/' }
		),
		rule(
			'routes-hold-no-logic',
			'Call a query from load and a command from an action.',
			{ path: '^src/routes/' },
			{
				path: [
					'^src/lib/science/',
					server + '(store|search|files|config|hooks)',
					'^src/lib/realtime/',
					'^src/lib/ui/(?!views/|shared/)',
					'^workers/'
				]
			}
		),
		rule(
			'web-never-imports-workers',
			'Enqueue a job instead.',
			{ path: '^src/' },
			{ path: '^workers/' }
		),
		rule(
			'workers-never-import-ui-or-routes',
			'Workers call commands and science.',
			{ path: '^workers/' },
			{ path: ['^src/lib/ui/', '^src/routes/', server + 'hooks/'] }
		),
		rule(
			'rooms-belong-to-web',
			'Only workers/web.ts and the development plugin may start rooms.',
			{ path: '^workers/', pathNot: '^workers/web\\.ts$' },
			{ path: '^src/lib/realtime/' }
		),
		rule(
			'migrations-use-the-store',
			'Put the collection’s validator and indexes in server/store.',
			{ path: '^migrations/' },
			{ pathNot: [server + 'store/', '^migrations/'] }
		),
		rule(
			'mongodb-has-one-home',
			'Add a query to server/store.',
			{ path: '^(src|workers)/', pathNot: server + 'store/' },
			{ path: 'node_modules/mongodb/' }
		),
		rule(
			'meilisearch-has-one-home',
			'Add a query to server/search.',
			{ path: '^(src|workers)/', pathNot: server + 'search/' },
			{ path: 'node_modules/meilisearch/' }
		),
		rule(
			'bullmq-has-two-homes',
			'Enqueue through server/jobs; consume in workers/jobs.ts.',
			{ path: '^(src|workers)/', pathNot: [server + 'jobs/', '^workers/jobs\\.ts$'] },
			{ path: 'node_modules/bullmq/' }
		),
		rule(
			'lucia-has-one-home',
			'Sessions go through server/auth/session.ts.',
			{ path: '^src/', pathNot: server + 'auth/session\\.ts$' },
			{ path: 'node_modules/(lucia|@lucia-auth)/' }
		),
		rule(
			'chart-has-one-home',
			'Use the attachments of these folders.',
			{ path: '^src/', pathNot: '^src/lib/ui/(lightcurve|sky|image|compare)/' },
			{ path: 'node_modules/chart' }
		)
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		exclude: { path: '^(\\.svelte-kit|build)/' },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.json' },
		enhancedResolveOptions: {
			extensions: ['.ts', '.js', '.mjs', '.svelte'],
			exportsFields: ['exports'],
			conditionNames: ['svelte', 'import', 'node', 'default', 'types'],
			mainFields: ['svelte', 'module', 'main', 'types']
		}
	}
};
