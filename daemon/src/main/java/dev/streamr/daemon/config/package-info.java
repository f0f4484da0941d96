/** The configuration: YAML files, credentials and the environment, bound to records and checked as a whole before anything starts. */
@NullMarked
package dev.streamr.daemon.config;

import org.jspecify.annotations.NullMarked;
