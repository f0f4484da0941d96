/** The build's own tools for packages; run from their sources. */
package dev.streamr.packaging;
