import { connect, createServer } from 'node:net';

/** Whether we may listen there, and a browser that is told `localhost` would come to us. */
export async function isPortFree(port, host = '127.0.0.1') {
	return (await canListen(port, host)) && !(await answers(port, '::1'));
}

/** `preferred` when it is free, else one that the system picks. */
export async function freePort(preferred) {
	if (preferred && (await canListen(preferred, '127.0.0.1'))) return preferred;
	return new Promise((resolve, reject) => {
		const probe = createServer().once('error', reject);
		probe.listen(0, '127.0.0.1', () => {
			const { port } = probe.address();
			probe.close(() => resolve(port));
		});
	});
}

function canListen(port, host) {
	return new Promise((resolve) => {
		const probe = createServer().once('error', () => resolve(false));
		probe.listen(port, host, () => probe.close(() => resolve(true)));
	});
}

function answers(port, host) {
	return new Promise((resolve) => {
		const socket = connect(port, host);
		const done = (found) => {
			socket.destroy();
			resolve(found);
		};
		socket.once('connect', () => done(true)).once('error', () => done(false));
		socket.setTimeout(500, () => done(false));
	});
}
