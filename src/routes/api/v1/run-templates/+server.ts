import { saveTemplate } from '#server/commands/runs/templates.ts';
import { newRunChoices } from '#server/queries/runConfig.ts';
import { carriesOut } from '../carriesOut.ts';
import { lists } from '../lists.ts';

/** Templates that one may begin a run with. */
export const GET = lists(
	async (user) => (await newRunChoices(user)).templates,
	({ id }) => id
);

/** Keeps the settings of a run’s config.yaml under a name, without its inputs. */
export const POST = carriesOut(saveTemplate);
