export const meilisearch = {
	name: 'meilisearch',
	title: 'Meilisearch',
	program: 'meilisearch',
	minimum: [1, 12],
	urlVariable: 'MEILI_URL',
	install: 'install Meilisearch 1.21 (https://www.meilisearch.com/docs/learn/self_hosted)',
	url: (port) => `http://127.0.0.1:${port}`,
	launch: ({ port, key }) => ({
		args: [
			...['--http-addr', `127.0.0.1:${port}`, '--db-path', 'data', '--env', 'production'],
			...['--max-indexing-memory', process.env.MEILI_MAX_INDEXING_MEMORY || '512MiB'],
			...['--no-analytics', '--log-level', 'WARN']
		],
		// Not an argument: those can be read by every user of the machine.
		env: { MEILI_MASTER_KEY: key }
	}),
	/** Resolves when it is healthy and takes our key: another one may sit on the port. */
	async check({ port, key }) {
		const response = await fetch(`http://127.0.0.1:${port}/version`, {
			headers: { authorization: `Bearer ${key}` },
			signal: AbortSignal.timeout(2_000)
		});
		if (!response.ok) throw new Error(`it answers ${response.status}`);
	}
};
