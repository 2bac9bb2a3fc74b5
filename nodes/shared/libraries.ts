/**
 * The only file that is bundled: n8n removes a community package's dependencies when it installs
 * it, so what we need from npm has to be inside. The build replaces this file's output with the
 * bundle; everything else stays plain tsc output.
 */
export { z } from 'zod';
