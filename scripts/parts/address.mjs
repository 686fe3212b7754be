import { freePort, isPortFree } from './ports.mjs';

const everywhere = new Set(['0.0.0.0', '::', '127.0.0.1', '::1', 'localhost']);

/**
 * Where the web process will listen: `{ PORT, HOST, ORIGIN }`. A port that was asked for must be
 * free; the usual one gives way to the next that is.
 */
export async function chooseAddress(env, say) {
	const HOST = env.HOST || '127.0.0.1';
	const PORT = String(await choosePort(env.PORT, HOST, say));
	const ORIGIN = env.ORIGIN || `http://${everywhere.has(HOST) ? 'localhost' : HOST}:${PORT}`;
	return { PORT, HOST, ORIGIN };
}

async function choosePort(asked, host, say) {
	if (asked === '0') return freePort();
	if (asked) {
		if (await isPortFree(Number(asked), host)) return asked;
		throw new Error(
			`Port ${asked} is taken. Choose another: PORT=${Number(asked) + 1} npm run demo`
		);
	}
	for (let port = 3000; port < 3100; port++) {
		if (!(await isPortFree(port, host))) continue;
		if (port > 3000) say(`Port 3000 is taken, so this one listens on ${port}`);
		return port;
	}
	return freePort();
}
