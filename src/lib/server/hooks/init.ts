import type { ServerInit } from '@sveltejs/kit';
import { config } from '../config.ts';

/** A wrong environment stops the server at its start with a sentence, not the first visitor. Migrations are run by workers/web.ts. */
export const init: ServerInit = () => {
	config();
};
