/** Steps are shown as they happen, in one line each; Jest's own console keeps them until the end. */
global.console = require('node:console');
