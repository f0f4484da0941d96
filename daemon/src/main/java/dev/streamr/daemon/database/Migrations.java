package dev.streamr.daemon.database;

import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the tables of one plugin up to date, with a history table of its own. */
final class Migrations {

    private final DataSource pool;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    Migrations(DataSource pool) {
        this.pool = pool;
    }

    void run(String plugin, ClassLoader scripts, String location) {
        oneAtATime.lock();
        try {
            Flyway.configure(scripts)
                    .dataSource(pool)
                    .locations("classpath:" + location)
                    .table("schema_history_" + plugin.replace('-', '_'))
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .failOnMissingLocations(true)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new DatabaseException("the tables of " + plugin + " cannot be brought up to date: " + e.getMessage(),
                    e);
        } finally {
            oneAtATime.unlock();
        }
    }
}
