/// How things are shown: pages, and the JSON behind their script.
@NullMarked
package dev.emailight.web;

import org.jspecify.annotations.NullMarked;
