import type { Server } from 'node:http';
import type { Plugin } from 'vite';
import type * as listening from './listen.server.ts';

/**
 * Serves the rooms on Vite's own port in `npm run dev`. The listener is loaded through Vite, so that it shares its
 * modules with the pages.
 */
export function rooms(): Plugin {
	return {
		name: 'caustic-rooms',
		apply: 'serve',
		async configureServer(vite) {
			// Vitest makes a server too, for its transforms only.
			if (!vite.httpServer || process.env.VITEST) return;
			const module = await vite.ssrLoadModule('/src/lib/realtime/listen.server.ts');
			// ssrLoadModule knows no types.
			const { listen } = module as typeof listening;
			// Over plain HTTP/1.1, which is what `vite dev` speaks without certificates.
			const live = listen(vite.httpServer as Server, { foreignUpgrades: 'leave' });
			vite.httpServer.once('close', () => void live.close());
		}
	};
}
