import { deleteTemplate } from '#server/commands/runs/templates.ts';
import { carriesOut } from '../../carriesOut.ts';

/** Deletes a template of one’s own; runs made with it keep their configurations. */
export const DELETE = carriesOut(deleteTemplate);
