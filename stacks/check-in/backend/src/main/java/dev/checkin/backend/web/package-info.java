/// How the backend is asked: its JSON below `/api/v1`, health and metrics.
@NullMarked
package dev.checkin.backend.web;

import org.jspecify.annotations.NullMarked;
