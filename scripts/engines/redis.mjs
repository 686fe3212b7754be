import { connect } from 'node:net';

export const redis = {
	name: 'redis',
	title: 'Redis',
	program: 'redis-server',
	minimum: [6, 2],
	urlVariable: 'REDIS_URL',
	install: 'install Redis 6.2 or newer (`apt-get install redis-server`)',
	url: (port) => `redis://127.0.0.1:${port}`,
	launch: ({ port }) => ({
		// Jobs must never be evicted, and must outlive a restart. It writes into its working folder.
		args: [
			...['--port', port, '--bind', '127.0.0.1', '--daemonize', 'no'],
			...['--appendonly', 'yes', '--maxmemory-policy', 'noeviction']
		]
	}),
	/** Resolves when it answers a PING; while it still loads its file, it answers an error. */
	check: ({ port }) =>
		new Promise((resolve, reject) => {
			const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
			socket.setTimeout(1_000, () => socket.destroy(new Error('it does not answer')));
			socket.once('error', reject);
			socket.once('data', (answer) => {
				socket.destroy();
				if (answer.toString().startsWith('+PONG')) resolve();
				else reject(new Error(answer.toString().trim()));
			});
		})
};
