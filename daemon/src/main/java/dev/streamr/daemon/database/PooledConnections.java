package dev.streamr.daemon.database;

import com.zaxxer.hikari.HikariDataSource;
import io.helidon.dbclient.DbClientException;
import io.helidon.dbclient.jdbc.JdbcConnectionPool;
import java.sql.Connection;
import java.sql.SQLException;

/** Lets Helidon's DbClient and the migrations share one pool. */
record PooledConnections(HikariDataSource pool, String dbType) implements JdbcConnectionPool {

    @Override
    public Connection connection() {
        try {
            return pool.getConnection();
        } catch (SQLException e) {
            throw new DbClientException("the database gave no connection: " + e.getMessage(), e);
        }
    }
}
