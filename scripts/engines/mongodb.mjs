const set = 'caustic';

export const mongodb = {
	name: 'mongodb',
	title: 'MongoDB',
	program: 'mongod',
	minimum: [5, 0],
	urlVariable: 'MONGODB_URI',
	install: 'install mongod 6 or newer (https://www.mongodb.com/docs/manual/installation)',
	url: (port) => `mongodb://127.0.0.1:${port}/?replicaSet=${set}`,
	launch({ port, folder }) {
		const cacheGb = process.env.MONGODB_CACHE_GB || '1';
		return {
			args: [
				...['--port', port, '--bind_ip', '127.0.0.1', '--nounixsocket', '--dbpath', folder],
				...['--replSet', set, '--wiredTigerCacheSizeGB', cacheGb, '--oplogSize', '1024'],
				// It would wait 15 s for a secondary that does not exist before it stops.
				...['--setParameter', 'shutdownTimeoutMillisForSignaledShutdown=100'],
				...['--setParameter', 'diagnosticDataCollectionEnabled=false'],
				// A killed worker's open transaction holds what it wrote for so long; ours take a second.
				...['--setParameter', 'transactionLifetimeLimitSeconds=15']
			]
		};
	},
	/** Resolves when it is the primary of its set of one; throws as long as it is not. */
	async check({ port }) {
		const { MongoClient } = await import('mongodb');
		const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, {
			serverSelectionTimeoutMS: 1_000
		});
		try {
			const admin = client.db('admin');
			await ensureMember(admin, `127.0.0.1:${port}`);
			const { isWritablePrimary } = await admin.command({ hello: 1 });
			if (!isWritablePrimary) throw new Error('it is not yet the primary of its set');
		} finally {
			await client.close();
		}
	}
};

// The set's configuration names host and port, so a new port needs a new configuration.
async function ensureMember(admin, host) {
	const hello = await admin.command({ hello: 1 });
	if (hello.isWritablePrimary && hello.me === host) return;
	const members = [{ _id: 0, host }];
	try {
		const { config } = await admin.command({ replSetGetConfig: 1 });
		if (config.members[0].host === host) return;
		const renewed = { ...config, version: config.version + 1, members };
		await admin.command({ replSetReconfig: renewed, force: true });
	} catch (error) {
		if (error.codeName !== 'NotYetInitialized') throw error;
		await admin.command({ replSetInitiate: { _id: set, members } });
	}
}
