import { reload } from '#ui/shared/reload.ts';

const EVERY_MS = 5000;

/** Loads what depends on `dependency` again every few seconds, as long as somebody can see the page. */
export function lookAgain(dependency: string) {
	return () => {
		let isLooking = false;
		const timer = setInterval(() => {
			// One that takes long is not asked for again meanwhile.
			if (document.visibilityState !== 'visible' || isLooking) return;
			isLooking = true;
			void reload(dependency).finally(() => (isLooking = false));
		}, EVERY_MS);
		return () => clearInterval(timer);
	};
}
